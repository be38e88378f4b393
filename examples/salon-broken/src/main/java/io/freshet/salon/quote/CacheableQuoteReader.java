package io.freshet.salon.quote;

import io.freshet.salon.cache.TenantKeys;
import io.freshet.salon.web.Paged;
import org.springframework.cache.annotation.CacheConfig;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Service;

import java.util.List;

/** The same reads with Spring's cache before them. */
@Service
@Primary
@CacheConfig(keyGenerator = TenantKeys.NAME)
class CacheableQuoteReader extends QuoteReader {

    CacheableQuoteReader(QuoteRepository quotes, QuoteItemRepository items) {
        super(quotes, items);
    }

    @Override
    @Cacheable("quotes:list")
    public Paged<QuoteSummary> list(String filterHash, QuoteFilter filter) {
        return super.list(filterHash, filter);
    }

    @Override
    @Cacheable("quotes:summary")
    public List<QuoteTotals> summary() {
        return super.summary();
    }
}
