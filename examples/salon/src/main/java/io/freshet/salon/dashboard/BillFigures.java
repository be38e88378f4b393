package io.freshet.salon.dashboard;

import io.freshet.salon.pos.Bill;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

import java.time.LocalDate;
import java.util.List;

interface BillFigures extends Repository<Bill, Long> {

    /** The bills of a day. What is billed leaves out voided and refunded bills. */
    record Totals(
            long bills, long open, long voided, long refunded, long billedMinor, long taxMinor, long discountMinor) {}

    /** The bills of one hour or one day. */
    record Slot<T>(T at, long bills, long billedMinor) {}

    @Query("""
            select new io.freshet.salon.dashboard.BillFigures$Totals(
                count(b),
                count(b) filter (where b.status = OPEN),
                count(b) filter (where b.status = VOIDED),
                count(b) filter (where b.status = REFUNDED),
                coalesce(sum(b.totalMinor) filter (where b.status in (OPEN, COMPLETED)), 0L),
                coalesce(sum(b.taxMinor) filter (where b.status in (OPEN, COMPLETED)), 0L),
                coalesce(sum(b.discountMinor) filter (where b.status in (OPEN, COMPLETED)), 0L))
            from Bill b
            where b.businessDate = :date""")
    Totals on(LocalDate date);

    @Query("""
            select new io.freshet.salon.dashboard.BillFigures$Slot(
                b.businessHour, count(b), coalesce(sum(b.totalMinor) filter (where b.status in (OPEN, COMPLETED)), 0L))
            from Bill b
            where b.businessDate = :date
            group by b.businessHour""")
    List<Slot<Integer>> byHour(LocalDate date);

    @Query("""
            select new io.freshet.salon.dashboard.BillFigures$Slot(
                b.businessDate, count(b), coalesce(sum(b.totalMinor) filter (where b.status in (OPEN, COMPLETED)), 0L))
            from Bill b
            where b.businessDate between :from and :to
            group by b.businessDate""")
    List<Slot<LocalDate>> byDay(LocalDate from, LocalDate to);
}
