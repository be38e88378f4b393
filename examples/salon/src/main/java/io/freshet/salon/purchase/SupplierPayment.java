package io.freshet.salon.purchase;

import io.freshet.salon.tenant.TenantOwned;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import org.jspecify.annotations.Nullable;

import java.time.LocalDate;

/** Money that a supplier was paid, for an invoice or without one. */
@Entity
public class SupplierPayment extends TenantOwned {

    private long supplierId;
    private @Nullable Long invoiceId;

    @Enumerated(EnumType.STRING)
    private SupplierPaymentMethod method;

    private long amountMinor;
    private LocalDate businessDate;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected SupplierPayment() {}

    SupplierPayment(NewSupplierPayment payment, LocalDate businessDate) {
        this.supplierId = payment.supplierId();
        this.invoiceId = payment.invoiceId();
        this.method = payment.method();
        this.amountMinor = payment.amountMinor();
        this.businessDate = businessDate;
    }

    SupplierPaymentView view() {
        return new SupplierPaymentView(id(), supplierId, invoiceId, method, amountMinor, businessDate);
    }
}
