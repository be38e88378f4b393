package io.freshet.salon.quote;

import io.freshet.annotation.Cached;
import io.freshet.salon.policy.PagedList;
import io.freshet.salon.problem.NotFoundException;
import io.freshet.salon.web.Paged;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Sort;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.util.List;

/** Reads what was offered. */
@Service
@Transactional(readOnly = true)
public class QuoteReader {

    private static final Sort NEWEST_FIRST = Sort.by("id").descending();

    private final QuoteRepository quotes;
    private final QuoteItemRepository items;

    QuoteReader(QuoteRepository quotes, QuoteItemRepository items) {
        this.quotes = quotes;
        this.items = items;
    }

    @PagedList("quotes:list:{filterHash}")
    public Paged<QuoteSummary> list(String filterHash, QuoteFilter filter) {
        var page = PageRequest.of(filter.page(), filter.size(), NEWEST_FIRST);
        return Paged.of(quotes.search(filter.status(), filter.clientId(), filter.title(), page));
    }

    /** What each status comes to, by the positions of its quotes. */
    @Cached(
            cache = "quotes:summary",
            ttl = "5m",
            dependsOn = {Quote.class, QuoteItem.class})
    public List<QuoteTotals> summary() {
        return quotes.totals();
    }

    public QuoteView find(long id) {
        return quotes.findById(id)
                .map(quote -> quote.view(items.findByQuoteIdOrderById(id)))
                .orElseThrow(() -> new NotFoundException("quote", id));
    }
}
