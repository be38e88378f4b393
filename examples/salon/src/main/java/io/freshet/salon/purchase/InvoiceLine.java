package io.freshet.salon.purchase;

import io.freshet.salon.tenant.TenantOwned;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;

/** Some of the goods on an {@link Invoice}. */
@Entity
public class InvoiceLine extends TenantOwned {

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "invoice_id")
    private Invoice invoice;

    private long skuId;
    private int quantity;
    private long unitCostMinor;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected InvoiceLine() {}

    InvoiceLine(Invoice invoice, InvoiceItem item) {
        this.invoice = invoice;
        this.skuId = item.skuId();
        this.quantity = item.quantity();
        this.unitCostMinor = item.unitCostMinor();
    }

    Invoice invoice() {
        return invoice;
    }

    long skuId() {
        return skuId;
    }

    int quantity() {
        return quantity;
    }

    InvoiceLineView view() {
        return new InvoiceLineView(skuId, quantity, unitCostMinor, quantity * unitCostMinor);
    }
}
