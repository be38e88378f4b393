package io.freshet.salon.calendar;

import io.freshet.salon.problem.InvalidRequestException;

import java.time.LocalDate;
import java.time.LocalTime;

/**
 * A piece of a business day, in the tenant's time. It ends before midnight.
 *
 * @param startMinute the minute of the day with which it begins
 * @param minutes how long it is
 */
public record Slot(LocalDate date, int startMinute, int minutes) {

    private static final int MINUTES_OF_HOUR = 60;
    private static final int MINUTES_OF_DAY = 24 * MINUTES_OF_HOUR;

    public Slot {
        if (startMinute < 0 || minutes <= 0 || startMinute + minutes >= MINUTES_OF_DAY) {
            throw new InvalidRequestException("What is planned for a day has to end on that day");
        }
    }

    /** The slot that begins at the time; a part of a minute does not count. */
    public static Slot of(LocalDate date, LocalTime time, int minutes) {
        return new Slot(date, minuteOf(time), minutes);
    }

    /** The minute of the day. */
    public static int minuteOf(LocalTime time) {
        return time.getHour() * MINUTES_OF_HOUR + time.getMinute();
    }

    /** The time of a minute of the day. */
    public static LocalTime timeOf(int minuteOfDay) {
        return LocalTime.of(minuteOfDay / MINUTES_OF_HOUR, minuteOfDay % MINUTES_OF_HOUR);
    }

    /** The first minute that is no longer in it. */
    public int endMinute() {
        return startMinute + minutes;
    }

    public LocalTime startsAt() {
        return timeOf(startMinute);
    }

    public LocalTime endsAt() {
        return timeOf(endMinute());
    }

    @Override
    public String toString() {
        return date + " from " + startsAt() + " to " + endsAt();
    }
}
