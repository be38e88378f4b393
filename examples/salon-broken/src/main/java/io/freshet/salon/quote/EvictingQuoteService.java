package io.freshet.salon.quote;

import io.freshet.salon.client.ClientDirectory;
import org.springframework.cache.annotation.CacheEvict;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Service;

import java.time.Clock;

/** Forgets the figures of the office when a quote is accepted. Wrong: the best clients, the lists and the summary show it too. */
@Service
@Primary
class EvictingQuoteService extends QuoteService {

    EvictingQuoteService(QuoteRepository quotes, QuoteItemRepository items, ClientDirectory clients, Clock clock) {
        super(quotes, items, clients, clock);
    }

    @Override
    @CacheEvict(cacheNames = "dashboard:kpis", key = "'all'")
    public QuoteView accept(long id) {
        return super.accept(id);
    }
}
