package io.freshet.salon.pos;

import io.freshet.salon.settings.BusinessTime;
import io.freshet.salon.tenant.TenantOwned;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.LocalDate;

import static java.util.Objects.requireNonNullElse;

/** Money on a {@link Bill}, credited to whoever did most of the work on it. Its business date is the one on which it was recorded. */
@Entity
@SuppressWarnings("unused") // some columns are read by queries only
public class Payment extends TenantOwned {

    private long billId;
    private @Nullable Long staffId;

    @Enumerated(EnumType.STRING)
    private PaymentMethod method;

    @Enumerated(EnumType.STRING)
    private PaymentStatus status;

    private long amountMinor;
    private LocalDate businessDate;
    private int businessHour;
    private Instant createdAt;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected Payment() {}

    Payment(Bill bill, NewPayment payment, BusinessTime time) {
        this.billId = bill.id();
        this.staffId = bill.staffInCharge();
        this.method = payment.method();
        this.status = payment.isPending() ? PaymentStatus.PENDING : PaymentStatus.CONFIRMED;
        this.amountMinor = payment.amountMinor();
        this.businessDate = time.date();
        this.businessHour = time.hour();
        this.createdAt = time.instant();
    }

    void change(PaymentPatch patch) {
        method = requireNonNullElse(patch.method(), method);
        amountMinor = requireNonNullElse(patch.amountMinor(), amountMinor);
    }

    void confirm() {
        status = PaymentStatus.CONFIRMED;
    }

    /** Pays back what was received. */
    void refund() {
        if (status == PaymentStatus.CONFIRMED) {
            status = PaymentStatus.REFUNDED;
        }
    }

    /** No longer waits for what was not received. */
    void cancel() {
        if (status == PaymentStatus.PENDING) {
            status = PaymentStatus.CANCELLED;
        }
    }

    boolean isPending() {
        return status == PaymentStatus.PENDING;
    }

    boolean isConfirmed() {
        return status == PaymentStatus.CONFIRMED;
    }

    long billId() {
        return billId;
    }

    long amountMinor() {
        return amountMinor;
    }

    PaymentView view() {
        return new PaymentView(id(), billId, method, status, amountMinor, createdAt, version());
    }
}
