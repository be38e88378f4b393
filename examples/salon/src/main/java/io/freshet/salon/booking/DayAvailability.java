package io.freshet.salon.booking;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;

/** The opening hours of a day in half hours, and how many bookings there are in each. What is past already is not left out. */
public record DayAvailability(LocalDate date, LocalTime opensAt, LocalTime closesAt, List<HalfHour> halfHours) {

    public DayAvailability {
        halfHours = List.copyOf(halfHours);
    }

    /** How many bookings take a part of half an hour. */
    public record HalfHour(LocalTime startsAt, long bookings) {}
}
