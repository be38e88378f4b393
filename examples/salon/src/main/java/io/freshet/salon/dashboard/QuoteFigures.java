package io.freshet.salon.dashboard;

import io.freshet.salon.quote.Quote;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

import java.util.List;

/** Figures over accepted quotes only: a draft changes none of them. */
interface QuoteFigures extends Repository<Quote, Long> {

    /** The accepted quotes. */
    record Totals(long quotes, long clients, long totalMinor) {}

    @Query("""
            select new io.freshet.salon.dashboard.QuoteFigures$Totals(
                count(q), count(distinct q.clientId), coalesce(sum(q.totalMinor), 0L))
            from Quote q
            where q.status = ACCEPTED""")
    Totals accepted();

    @Query("select count(c) from Client c")
    long clients();

    @Query("""
            select new io.freshet.salon.dashboard.TopClient(c.id, c.name, count(q), sum(q.totalMinor))
            from Quote q
            join Client c on c.id = q.clientId
            where q.status = ACCEPTED
            group by c.id, c.name
            order by sum(q.totalMinor) desc, c.id""")
    List<TopClient> topClients(Limit limit);
}
