package io.freshet.salon.quote;

import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

import java.util.List;

interface QuoteItemRepository extends Repository<QuoteItem, Long> {

    List<QuoteItem> findByQuoteIdOrderById(long quoteId);

    List<QuoteItem> saveAll(Iterable<QuoteItem> items);

    @Modifying
    @Query("delete from QuoteItem i where i.quoteId = :quoteId")
    void deleteByQuoteId(long quoteId);
}
