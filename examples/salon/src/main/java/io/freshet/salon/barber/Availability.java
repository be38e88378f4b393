package io.freshet.salon.barber;

import java.time.LocalDate;
import java.util.List;

/** The free times of a barber on a date. It does not depend on the time of day: whoever shows today leaves out what is past. */
public record Availability(long barberId, LocalDate date, List<FreeTime> free) {

    public Availability {
        free = List.copyOf(free);
    }
}
