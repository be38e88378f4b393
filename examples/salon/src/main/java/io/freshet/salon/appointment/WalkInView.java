package io.freshet.salon.appointment;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.LocalDate;

/** A walk-in as the API shows it. */
public record WalkInView(
        long id,
        long sessionId,
        @Nullable Long staffId,
        @Nullable Long serviceId,
        String customerName,
        LocalDate date,
        Instant arrivedAt,
        WalkInStatus status,
        String notes,
        long version) {}
