package io.freshet.salon.dashboard;

import io.freshet.salon.pos.BillLine;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

import java.time.LocalDate;
import java.util.List;

interface ServiceFigures extends Repository<BillLine, Long> {

    /** The services sold on a day, the ones that brought most first. A deleted service keeps the name that is on the bills. */
    @Query("""
            select new io.freshet.salon.dashboard.TopService(
                l.serviceId, coalesce(max(s.name), max(l.description)), sum(l.quantity), sum(l.totalMinor))
            from BillLine l
            join l.bill b
            left join SalonService s on s.id = l.serviceId
            where b.businessDate = :date and b.status in (OPEN, COMPLETED) and l.serviceId is not null
            group by l.serviceId
            order by sum(l.totalMinor) desc, l.serviceId""")
    List<TopService> top(LocalDate date, Limit limit);
}
