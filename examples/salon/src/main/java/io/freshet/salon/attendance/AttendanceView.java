package io.freshet.salon.attendance;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.LocalDate;

/** The attendance of one of the staff on a day, as the API shows it. */
public record AttendanceView(
        long id,
        long staffId,
        LocalDate date,
        AttendanceStatus status,
        @Nullable Instant cameAt,
        @Nullable Instant wentAt,
        long version) {}
