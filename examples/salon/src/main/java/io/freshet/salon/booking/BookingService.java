package io.freshet.salon.booking;

import io.freshet.salon.calendar.BarberCalendar;
import io.freshet.salon.calendar.Slot;
import io.freshet.salon.catalog.ServiceDirectory;
import io.freshet.salon.problem.ConflictException;
import io.freshet.salon.problem.NotFoundException;
import io.freshet.salon.settings.BusinessClock;
import io.freshet.salon.settings.SettingsService;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Takes online bookings, confirms and cancels them. */
@Service
@Transactional
public class BookingService {

    private final BookingRepository bookings;
    private final BarberCalendar calendar;
    private final ServiceDirectory services;
    private final SettingsService settings;
    private final BusinessClock clock;

    BookingService(
            BookingRepository bookings,
            BarberCalendar calendar,
            ServiceDirectory services,
            SettingsService settings,
            BusinessClock clock) {
        this.bookings = bookings;
        this.calendar = calendar;
        this.services = services;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Books a time that is within the opening hours, at which the barber works, and which nobody has taken.
     *
     * @throws NotFoundException if there is no such barber or service
     * @throws ConflictException if the time cannot be had
     */
    public BookingView book(NewBooking request) {
        int minutes = services.durationMinutes(request.serviceId(), request.barberId());
        var slot = Slot.of(request.date(), request.time(), minutes);
        calendar.hold(request.barberId(), slot);
        requireOpen(slot);
        calendar.requireAtWork(request.barberId(), slot);
        return bookings.save(new Booking(request, slot, clock.now().instant())).view();
    }

    public BookingView confirm(long id) {
        var booking = get(id);
        booking.confirm();
        return bookings.saveAndFlush(booking).view();
    }

    public BookingView cancel(long id) {
        var booking = get(id);
        booking.cancel();
        return bookings.saveAndFlush(booking).view();
    }

    private void requireOpen(Slot slot) {
        var hours = settings.current();
        if (slot.startsAt().isBefore(hours.opensAt()) || slot.endsAt().isAfter(hours.closesAt())) {
            throw new ConflictException("The salon is open from " + hours.opensAt() + " to " + hours.closesAt());
        }
    }

    private Booking get(long id) {
        return bookings.findById(id).orElseThrow(() -> new NotFoundException("booking", id));
    }
}
