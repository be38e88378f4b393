package io.freshet.salon.attendance;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** What to change in an attendance; null leaves as it is. The version, if given, is the one that was read. */
public record AttendancePatch(
        @Schema(example = "SICK") @Nullable AttendanceStatus status,

        @Schema(example = "2026-01-05T08:50:00Z") @Nullable Instant cameAt,

        @Schema(example = "2026-01-05T17:10:00Z") @Nullable Instant wentAt,

        @Nullable Long version) {}
