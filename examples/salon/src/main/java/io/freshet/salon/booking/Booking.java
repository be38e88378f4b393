package io.freshet.salon.booking;

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

/** A time of a barber that a customer has asked for online. */
@Entity
public class Booking extends TenantOwned {

    private long staffId;
    private @Nullable Long serviceId;
    private String customerName;
    private String phone;
    private LocalDate businessDate;
    private int businessMinute;
    private int durationMinutes;

    @Enumerated(EnumType.STRING)
    private BookingStatus status;

    private Instant createdAt;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected Booking() {}

    Booking(NewBooking request, Slot slot, Instant createdAt) {
        this.staffId = request.barberId();
        this.serviceId = request.serviceId();
        this.customerName = request.customerName();
        this.phone = requireNonNullElse(request.phone(), "");
        this.businessDate = slot.date();
        this.businessMinute = slot.startMinute();
        this.durationMinutes = slot.minutes();
        this.status = BookingStatus.PENDING;
        this.createdAt = createdAt;
    }

    void confirm() {
        require(status == BookingStatus.PENDING);
        status = BookingStatus.CONFIRMED;
    }

    void cancel() {
        require(status != BookingStatus.CANCELLED);
        status = BookingStatus.CANCELLED;
    }

    private void require(boolean isAllowed) {
        if (!isAllowed) {
            throw new ConflictException("Booking " + id() + " is " + status);
        }
    }

    BookingView view() {
        return new BookingView(
                id(),
                staffId,
                serviceId,
                customerName,
                phone,
                businessDate,
                Slot.timeOf(businessMinute),
                durationMinutes,
                status,
                createdAt,
                version());
    }
}
