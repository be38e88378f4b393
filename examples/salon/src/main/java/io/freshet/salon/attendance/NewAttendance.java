package io.freshet.salon.attendance;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.LocalDate;

/** The attendance of one of the staff to record; without a date it is of today. */
public record NewAttendance(
        @Positive long staffId,
        @Schema(example = "2026-11-20") @Nullable LocalDate date,

        @Schema(example = "PRESENT") @NotNull AttendanceStatus status,

        @Schema(example = "2026-01-05T08:55:00Z") @Nullable Instant cameAt,

        @Schema(example = "2026-01-05T17:05:00Z") @Nullable Instant wentAt) {}
