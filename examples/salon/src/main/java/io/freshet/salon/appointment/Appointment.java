package io.freshet.salon.appointment;

import io.freshet.salon.calendar.Slot;
import io.freshet.salon.problem.ConflictException;
import io.freshet.salon.tenant.TenantOwned;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.LocalDate;

import static java.util.Objects.requireNonNullElse;

/** A time that is kept for a client. */
@Entity
public class Appointment extends TenantOwned {

    private @Nullable Long clientId;
    private long staffId;
    private @Nullable Long serviceId;
    private LocalDate businessDate;
    private int businessMinute;
    private int durationMinutes;
    private Instant startsAt;

    @Enumerated(EnumType.STRING)
    private AppointmentStatus status;

    private String notes;
    private @Nullable Long billId;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected Appointment() {}

    Appointment(NewAppointment order, Slot slot, Instant startsAt) {
        this.clientId = order.clientId();
        this.staffId = order.staffId();
        this.serviceId = order.serviceId();
        this.status = AppointmentStatus.BOOKED;
        this.notes = requireNonNullElse(order.notes(), "");
        place(slot, startsAt);
    }

    private void place(Slot slot, Instant at) {
        businessDate = slot.date();
        businessMinute = slot.startMinute();
        durationMinutes = slot.minutes();
        startsAt = at;
    }

    void change(AppointmentPatch patch) {
        requireOpen();
        clientId = patch.clientId() != null ? patch.clientId() : clientId;
        staffId = requireNonNullElse(patch.staffId(), staffId);
        serviceId = patch.serviceId() != null ? patch.serviceId() : serviceId;
        durationMinutes = requireNonNullElse(patch.durationMinutes(), durationMinutes);
    }

    void note(String text) {
        notes = text;
    }

    /** Moves it to another time, and to somebody else or not. */
    void reschedule(long newStaffId, Slot slot, Instant at) {
        requireWaited();
        staffId = newStaffId;
        place(slot, at);
    }

    void checkIn() {
        require(status == AppointmentStatus.BOOKED);
        status = AppointmentStatus.CHECKED_IN;
    }

    void start() {
        requireWaited();
        status = AppointmentStatus.IN_PROGRESS;
    }

    void cancel() {
        requireWaited();
        status = AppointmentStatus.CANCELLED;
    }

    void complete(@Nullable Long bill) {
        requireOpen();
        status = AppointmentStatus.COMPLETED;
        billId = bill;
    }

    /** Refuses if it is over: completed, cancelled or missed. */
    void requireOpen() {
        require(status == AppointmentStatus.IN_PROGRESS || isWaited());
    }

    /** Refuses if it has begun or is over. */
    void requireWaited() {
        require(isWaited());
    }

    private boolean isWaited() {
        return status == AppointmentStatus.BOOKED || status == AppointmentStatus.CHECKED_IN;
    }

    private void require(boolean isAllowed) {
        if (!isAllowed) {
            throw new ConflictException("Appointment " + id() + " is " + status);
        }
    }

    boolean isCompleted() {
        return status == AppointmentStatus.COMPLETED;
    }

    @Nullable
    Long clientId() {
        return clientId;
    }

    long staffId() {
        return staffId;
    }

    @Nullable
    Long serviceId() {
        return serviceId;
    }

    Slot slot() {
        return new Slot(businessDate, businessMinute, durationMinutes);
    }

    AppointmentView view() {
        return new AppointmentView(
                id(),
                clientId,
                staffId,
                serviceId,
                businessDate,
                Slot.timeOf(businessMinute),
                durationMinutes,
                startsAt,
                status,
                notes,
                billId,
                version());
    }
}
