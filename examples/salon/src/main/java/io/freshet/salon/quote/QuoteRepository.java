package io.freshet.salon.quote;

import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

import java.util.List;
import java.util.Optional;

interface QuoteRepository extends Repository<Quote, Long> {

    Optional<Quote> findById(long id);

    /** The quotes whose title contains the text, in any case of letters. */
    @Query("""
            select new io.freshet.salon.quote.QuoteSummary(
                q.id, q.clientId, q.status, q.title, (select count(i) from QuoteItem i where i.quoteId = q.id),
                q.totalMinor, q.createdAt, q.acceptedAt)
            from Quote q
            where (:status is null or q.status = :status)
            and (:clientId is null or q.clientId = :clientId)
            and locate(lower(:title), lower(q.title)) > 0""")
    Page<QuoteSummary> search(@Nullable QuoteStatus status, @Nullable Long clientId, String title, Pageable page);

    @Query("""
            select new io.freshet.salon.quote.QuoteTotals(
                q.status, count(distinct q.id), count(i.id), coalesce(sum(i.quantity * i.unitPriceMinor), 0L))
            from Quote q
            left join QuoteItem i on i.quoteId = q.id
            group by q.status
            order by q.status""")
    List<QuoteTotals> totals();

    Quote save(Quote quote);

    Quote saveAndFlush(Quote quote);

    void delete(Quote quote);
}
