package io.freshet.salon.quote;

import io.freshet.salon.tenant.TenantOwned;
import jakarta.persistence.Entity;

/** One position of a {@link Quote}. */
@Entity
@SuppressWarnings("unused") // some columns are read by queries only
public class QuoteItem extends TenantOwned {

    private long quoteId;
    private String description;
    private int quantity;
    private long unitPriceMinor;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected QuoteItem() {}

    QuoteItem(long quoteId, NewQuoteItem item) {
        this.quoteId = quoteId;
        this.description = item.description();
        this.quantity = item.quantity();
        this.unitPriceMinor = item.unitPriceMinor();
    }

    QuoteItemView view() {
        return new QuoteItemView(description, quantity, unitPriceMinor, quantity * unitPriceMinor);
    }
}
