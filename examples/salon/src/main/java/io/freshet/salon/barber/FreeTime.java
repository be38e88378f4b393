package io.freshet.salon.barber;

import io.freshet.salon.calendar.Slot;

import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A time at which a barber works and nothing is planned. */
public record FreeTime(LocalTime startsAt, LocalTime endsAt) {

    /** What of the minutes from the start to the end is left between what is taken, in its order. What is taken may overlap. */
    static List<FreeTime> between(int startMinute, int endMinute, List<BarberTimes.Span> taken) {
        var free = new ArrayList<FreeTime>();
        int at = startMinute;
        for (var span : taken.stream()
                .sorted(Comparator.comparingInt(BarberTimes.Span::startMinute))
                .toList()) {
            add(free, at, Math.min(span.startMinute(), endMinute));
            at = Math.max(at, span.endMinute());
        }
        add(free, at, endMinute);
        return List.copyOf(free);
    }

    private static void add(List<FreeTime> free, int startMinute, int endMinute) {
        if (startMinute < endMinute) {
            free.add(new FreeTime(Slot.timeOf(startMinute), Slot.timeOf(endMinute)));
        }
    }
}
