package io.freshet.salon.barber;

import io.freshet.salon.problem.InvalidRequestException;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAdjusters;
import java.util.stream.Stream;

/** A week as ISO 8601 counts them: {@code 2026-W48} begins on a Monday. */
record IsoWeek(LocalDate monday) {

    private static final int DAYS = 7;
    private static final int LENGTH = "2026-W48".length();

    IsoWeek {
        monday = monday.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    /**
     * The week of this name.
     *
     * @throws InvalidRequestException if it is none
     */
    static IsoWeek parse(String week) {
        try {
            return new IsoWeek(LocalDate.parse(week + "-1", DateTimeFormatter.ISO_WEEK_DATE));
        } catch (DateTimeParseException e) {
            throw new InvalidRequestException("'" + week + "' is no week, as 2026-W48 is one");
        }
    }

    LocalDate sunday() {
        return monday.plusDays(DAYS - 1L);
    }

    Stream<LocalDate> days() {
        return monday.datesUntil(monday.plusDays(DAYS));
    }

    /** Its name. */
    @Override
    public String toString() {
        return DateTimeFormatter.ISO_WEEK_DATE.format(monday).substring(0, LENGTH);
    }
}
