package io.freshet.salon.dashboard;

import io.freshet.salon.pos.CashDrawer;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

import java.time.LocalDate;

interface DrawerFigures extends Repository<CashDrawer, Long> {

    /** The cash drawers of a day. */
    record Totals(long open, long openingMinor, long differenceMinor) {}

    @Query("""
            select new io.freshet.salon.dashboard.DrawerFigures$Totals(
                count(d) filter (where d.closedAt is null),
                coalesce(sum(d.openingMinor), 0L),
                coalesce(sum(d.countedMinor - d.expectedMinor), 0L))
            from CashDrawer d
            where d.businessDate = :date""")
    Totals on(LocalDate date);
}
