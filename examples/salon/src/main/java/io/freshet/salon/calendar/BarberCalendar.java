package io.freshet.salon.calendar;

import io.freshet.salon.problem.ConflictException;
import io.freshet.salon.problem.NotFoundException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps anybody's time from being taken twice, on all instances.
 *
 * <h2>How</h2>
 *
 * An appointment and an online booking both take a barber's time, and they lie in two tables, so that no constraint sees both. Whoever
 * wants a time therefore locks the barber's row first, for as long as its transaction lasts, and then looks at both tables: under READ
 * COMMITTED that look sees whatever the one before has committed. The row is locked and not written, so no cached read is forgotten by it.
 *
 * <p>The exclusion constraints {@code appointment_not_twice} and {@code booking_not_twice} hold within each table for those who do not
 * come this way, such as psql.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class BarberCalendar {

    /** The id of no appointment. */
    private static final long NONE = 0;

    private final TakenTimes taken;
    private final ShiftRepository shifts;
    private final TimeOffRepository timesOff;

    BarberCalendar(TakenTimes taken, ShiftRepository shifts, TimeOffRepository timesOff) {
        this.taken = taken;
        this.shifts = shifts;
        this.timesOff = timesOff;
    }

    /**
     * Keeps a time of a barber free for whatever the current transaction writes.
     *
     * @throws NotFoundException if there is no such barber
     * @throws ConflictException if it is taken
     */
    public void hold(long barberId, Slot slot) {
        holdExcept(NONE, barberId, slot);
    }

    /** As {@link #hold}, for an appointment that is there already and takes no time from itself. */
    public void move(long appointmentId, long barberId, Slot slot) {
        holdExcept(appointmentId, barberId, slot);
    }

    /**
     * Refuses a time at which the barber does not work.
     *
     * @throws ConflictException if it is outside the schedule, or on a day off
     */
    public void requireAtWork(long barberId, Slot slot) {
        boolean works = shifts.findByStaffIdAndWeekday(
                                barberId, slot.date().getDayOfWeek().getValue())
                        .filter(shift -> shift.contains(slot))
                        .isPresent()
                && timesOff.daysOffOn(barberId, slot.date()) == 0;
        if (!works) {
            throw new ConflictException("Barber " + barberId + " does not work on " + slot);
        }
    }

    private void holdExcept(long appointmentId, long barberId, Slot slot) {
        if (taken.lock(barberId).isEmpty()) {
            throw new NotFoundException("staff", barberId);
        }
        long already = taken.appointments(barberId, slot.date(), slot.startMinute(), slot.endMinute(), appointmentId)
                + taken.bookings(barberId, slot.date(), slot.startMinute(), slot.endMinute());
        if (already > 0) {
            throw new ConflictException("Barber " + barberId + " is taken on " + slot);
        }
    }
}
