package io.freshet.salon.pos;

import io.freshet.salon.money.Money;
import io.freshet.salon.problem.ConflictException;
import io.freshet.salon.settings.BusinessTime;
import io.freshet.salon.tenant.TenantOwned;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.OneToMany;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a customer has to pay: lines, and how much of their total is paid. */
@Entity
@SuppressWarnings("unused") // some columns are read by queries only
public class Bill extends TenantOwned {

    private @Nullable Long clientId;

    @Enumerated(EnumType.STRING)
    private BillStatus status;

    private LocalDate businessDate;
    private int businessHour;
    private long subtotalMinor;
    private long discountMinor;
    private long taxMinor;
    private long totalMinor;
    private long paidMinor;
    private Instant createdAt;
    private @Nullable Instant closedAt;

    @OneToMany(mappedBy = "bill", cascade = CascadeType.PERSIST)
    private List<BillLine> lines = new ArrayList<>();

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected Bill() {}

    Bill(@Nullable Long clientId, BusinessTime time) {
        this.clientId = clientId;
        this.status = BillStatus.OPEN;
        this.businessDate = time.date();
        this.businessHour = time.hour();
        this.createdAt = time.instant();
    }

    void add(BillLine line) {
        lines.add(line);
        subtotalMinor += line.totalMinor();
        if (subtotalMinor > Money.MOST_MINOR) {
            throw new ConflictException("A bill cannot be larger than " + Money.MOST_MINOR);
        }
    }

    /** Fixes what has to be paid, once all lines are added. */
    void total(long discountMinor, long taxMinor) {
        this.discountMinor = discountMinor;
        this.taxMinor = taxMinor;
        this.totalMinor = subtotalMinor - discountMinor;
    }

    /** Refuses if the bill is no longer open. */
    void requireOpen() {
        if (!isOpen()) {
            throw new ConflictException("Bill " + id() + " is " + status);
        }
    }

    /** Whether the amount is still to be paid. */
    boolean accepts(long amountMinor) {
        return isOpen() && paidMinor + amountMinor <= totalMinor;
    }

    void pay(long amountMinor) {
        requireOpen();
        if (paidMinor + amountMinor > totalMinor) {
            throw new ConflictException("Bill " + id() + " has only " + (totalMinor - paidMinor) + " left to pay");
        }
        paidMinor += amountMinor;
    }

    void unpay(long amountMinor) {
        requireOpen();
        paidMinor -= amountMinor;
    }

    /** Gives money back. What was sold stays sold: a completed bill stays completed, with less paid than its total. */
    void payBack(long amountMinor) {
        if (!isOpen() && status != BillStatus.COMPLETED) {
            throw new ConflictException("Bill " + id() + " is " + status);
        }
        paidMinor -= amountMinor;
    }

    void complete(Instant at) {
        requireOpen();
        if (!isPaid()) {
            throw new ConflictException("Bill " + id() + " has " + (totalMinor - paidMinor) + " left to pay");
        }
        close(BillStatus.COMPLETED, at);
    }

    /** Gives up what nothing is paid for: an open bill, or a completed one that came to nothing or was paid back. */
    void voided(Instant at) {
        if (status != BillStatus.COMPLETED) {
            requireOpen();
        }
        if (paidMinor > 0) {
            throw new ConflictException("Bill " + id() + " has payments: refund it");
        }
        close(BillStatus.VOIDED, at);
    }

    void refund(Instant at) {
        boolean isRefundable = isOpen() || status == BillStatus.COMPLETED;
        if (!isRefundable || paidMinor == 0) {
            throw new ConflictException("Bill " + id() + " has nothing to refund");
        }
        paidMinor = 0;
        close(BillStatus.REFUNDED, at);
    }

    private void close(BillStatus closed, Instant at) {
        status = closed;
        closedAt = at;
    }

    boolean isOpen() {
        return status == BillStatus.OPEN;
    }

    boolean isPaid() {
        return paidMinor == totalMinor;
    }

    /** Who did most of the work, by what it costs; null if nobody is named. */
    @Nullable
    Long staffInCharge() {
        var work = new TreeMap<Long, Long>();
        for (var line : lines) {
            if (line.staffId() != null) {
                work.merge(line.staffId(), line.totalMinor(), Long::sum);
            }
        }
        return work.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(null);
    }

    long subtotalMinor() {
        return subtotalMinor;
    }

    LocalDate businessDate() {
        return businessDate;
    }

    BillSummary summary() {
        return new BillSummary(
                id(),
                clientId,
                status,
                businessDate,
                subtotalMinor,
                discountMinor,
                taxMinor,
                totalMinor,
                paidMinor,
                createdAt);
    }

    List<BillLine> lines() {
        return lines;
    }
}
