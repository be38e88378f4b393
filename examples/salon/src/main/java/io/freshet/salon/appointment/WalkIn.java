package io.freshet.salon.appointment;

import io.freshet.salon.problem.ConflictException;
import io.freshet.salon.settings.BusinessTime;
import io.freshet.salon.tenant.TenantOwned;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.LocalDate;

import static java.util.Objects.requireNonNullElse;

/** A customer who came without an appointment. Those who came together have a session in common. */
@Entity
public class WalkIn extends TenantOwned {

    private @Nullable Long staffId;
    private @Nullable Long serviceId;
    private long sessionId;
    private String customerName;
    private LocalDate businessDate;
    private Instant arrivedAt;

    @Enumerated(EnumType.STRING)
    private WalkInStatus status;

    private String notes;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected WalkIn() {}

    WalkIn(NewWalkIn arrival, long sessionId, BusinessTime time) {
        this.staffId = arrival.staffId();
        this.serviceId = arrival.serviceId();
        this.sessionId = sessionId;
        this.customerName = requireNonNullElse(arrival.customerName(), "");
        this.businessDate = time.date();
        this.arrivedAt = time.instant();
        this.status = WalkInStatus.WAITING;
        this.notes = requireNonNullElse(arrival.notes(), "");
    }

    void name(String customer) {
        customerName = customer;
    }

    void note(String text) {
        notes = text;
    }

    void start() {
        require(status == WalkInStatus.WAITING);
        status = WalkInStatus.IN_PROGRESS;
    }

    void complete() {
        requireOpen();
        status = WalkInStatus.COMPLETED;
    }

    void cancel() {
        requireOpen();
        status = WalkInStatus.CANCELLED;
    }

    private void requireOpen() {
        require(status == WalkInStatus.WAITING || status == WalkInStatus.IN_PROGRESS);
    }

    private void require(boolean isAllowed) {
        if (!isAllowed) {
            throw new ConflictException("Walk-in " + id() + " is " + status);
        }
    }

    WalkInView view() {
        return new WalkInView(
                id(), sessionId, staffId, serviceId, customerName, businessDate, arrivedAt, status, notes, version());
    }
}
