package io.freshet.salon.barber;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;

/** A week of a barber, Monday first. */
public record BarberWeek(long barberId, String week, List<BarberDay> days) {

    public BarberWeek {
        days = List.copyOf(days);
    }

    /** A day: when the barber works, if at all, why not, and how much of it is taken by appointments. */
    public record BarberDay(
            LocalDate date,
            @Nullable LocalTime startsAt,
            @Nullable LocalTime endsAt,
            @Nullable String timeOff,
            long appointments,
            long bookedMinutes) {}
}
