package io.freshet.salon.settings;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** A moment together with the business day and the hour of that day in the tenant's time zone. */
public record BusinessTime(Instant instant, LocalDate date, int hour) {

    static BusinessTime of(Instant instant, ZoneId zone) {
        var local = instant.atZone(zone);
        return new BusinessTime(instant, local.toLocalDate(), local.getHour());
    }
}
