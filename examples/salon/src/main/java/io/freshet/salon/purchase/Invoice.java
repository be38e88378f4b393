package io.freshet.salon.purchase;

import io.freshet.salon.money.Money;
import io.freshet.salon.problem.ConflictException;
import io.freshet.salon.tenant.TenantOwned;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import static java.util.Objects.requireNonNullElse;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingInt;

/** What a supplier delivers and wants for it. What it has cost is an expense once it is received. */
@Entity
@Table(name = "purchase_invoice")
@SuppressWarnings("unused") // some columns are read by queries only
public class Invoice extends TenantOwned {

    private long supplierId;
    private String number;

    @Enumerated(EnumType.STRING)
    private InvoiceStatus status;

    private LocalDate businessDate;
    private @Nullable LocalDate dueDate;
    private String notes;
    private long totalMinor;
    private long paidMinor;
    private long prepaidMinor;
    private @Nullable Instant receivedAt;

    @OneToMany(mappedBy = "invoice", cascade = CascadeType.ALL, orphanRemoval = true)
    private List<InvoiceLine> lines = new ArrayList<>();

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected Invoice() {}

    Invoice(NewInvoice invoice, LocalDate businessDate) {
        this.supplierId = invoice.supplierId();
        this.number = invoice.number();
        this.status = InvoiceStatus.DRAFT;
        this.businessDate = businessDate;
        this.dueDate = invoice.dueDate();
        this.notes = requireNonNullElse(invoice.notes(), "");
        replaceLines(invoice.items());
    }

    void change(InvoicePatch patch) {
        number = requireNonNullElse(patch.number(), number);
        dueDate = patch.dueDate() != null ? patch.dueDate() : dueDate;
        notes = requireNonNullElse(patch.notes(), notes);
    }

    /** Other goods or other prices. */
    final void replaceLines(List<InvoiceItem> items) {
        long total = items.stream().mapToLong(InvoiceItem::costMinor).sum();
        if (total > Money.MOST_MINOR) {
            throw new ConflictException("An invoice cannot be larger than " + Money.MOST_MINOR);
        }
        if (total < paidMinor) {
            throw new ConflictException(
                    "Invoice " + number + " cannot cost less than the " + paidMinor + " paid for it");
        }
        lines.clear();
        items.forEach(item -> lines.add(new InvoiceLine(this, item)));
        totalMinor = total;
    }

    /** The goods are here. What was paid before was an expense already. */
    void receive(Instant at) {
        if (isReceived()) {
            throw new ConflictException("Invoice " + number + " is RECEIVED");
        }
        status = InvoiceStatus.RECEIVED;
        receivedAt = at;
        prepaidMinor = paidMinor;
    }

    void pay(long amountMinor) {
        if (paidMinor + amountMinor > totalMinor) {
            throw new ConflictException("Invoice " + number + " has only " + (totalMinor - paidMinor) + " left to pay");
        }
        paidMinor += amountMinor;
    }

    boolean isReceived() {
        return status == InvoiceStatus.RECEIVED;
    }

    /** What it has cost besides what was paid in advance. */
    long expenseMinor() {
        return totalMinor - prepaidMinor;
    }

    long supplierId() {
        return supplierId;
    }

    String number() {
        return number;
    }

    LocalDate businessDate() {
        return businessDate;
    }

    /** How many pieces of what, by SKU. */
    Map<Long, Integer> quantities() {
        return lines.stream().collect(groupingBy(InvoiceLine::skuId, summingInt(InvoiceLine::quantity)));
    }

    InvoiceSummary summary() {
        return new InvoiceSummary(id(), supplierId, number, status, businessDate, dueDate, totalMinor, paidMinor);
    }

    InvoiceView view() {
        return new InvoiceView(
                id(),
                supplierId,
                number,
                status,
                businessDate,
                dueDate,
                notes,
                totalMinor,
                paidMinor,
                lines.stream().map(InvoiceLine::view).toList(),
                version());
    }
}
