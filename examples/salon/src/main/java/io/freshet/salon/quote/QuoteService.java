package io.freshet.salon.quote;

import io.freshet.annotation.Invalidates;
import io.freshet.salon.client.ClientDirectory;
import io.freshet.salon.problem.NotFoundException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.time.Clock;
import java.util.List;

/** Drafts quotes, changes them, and notes that they were accepted. */
@Service
@Transactional
public class QuoteService {

    private final QuoteRepository quotes;
    private final QuoteItemRepository items;
    private final ClientDirectory clients;
    private final Clock clock;

    QuoteService(QuoteRepository quotes, QuoteItemRepository items, ClientDirectory clients, Clock clock) {
        this.quotes = quotes;
        this.items = items;
        this.clients = clients;
        this.clock = clock;
    }

    public QuoteView add(NewQuote quote) {
        clients.require(quote.clientId());
        var added = quotes.save(new Quote(quote, clock.instant()));
        return added.view(write(added.id(), quote.items()));
    }

    public QuoteView replace(long id, QuoteReplacement replacement) {
        var quote = get(id);
        quote.requireVersion(replacement.version());
        clients.require(replacement.clientId());
        quote.change(replacement);
        items.deleteByQuoteId(id);
        var written = write(id, replacement.items());
        return quotes.saveAndFlush(quote).view(written);
    }

    public void delete(long id) {
        var quote = get(id);
        quote.requireOpen();
        items.deleteByQuoteId(id);
        quotes.delete(quote);
    }

    /**
     * From now on the quote counts in the figures. They would notice by themselves, and do: this is the place where the salon shows how to
     * invalidate by hand.
     */
    @Invalidates({"dashboard:kpis", "dashboard:top_clients:*"})
    public QuoteView accept(long id) {
        var quote = get(id);
        quote.accept(clock.instant());
        return quotes.saveAndFlush(quote).view(items.findByQuoteIdOrderById(id));
    }

    private List<QuoteItem> write(long quoteId, List<NewQuoteItem> positions) {
        return items.saveAll(positions.stream()
                .map(position -> new QuoteItem(quoteId, position))
                .toList());
    }

    private Quote get(long id) {
        return quotes.findById(id).orElseThrow(() -> new NotFoundException("quote", id));
    }
}
