package io.freshet.salon.appointment;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

import java.time.LocalDate;
import java.time.LocalTime;

/** An appointment to make. Without a duration it takes as long as its service, or half an hour. */
public record NewAppointment(
        @Schema(example = "1") @Positive long staffId,
        @Schema(example = "1") @Nullable Long clientId,
        @Schema(example = "1") @Nullable Long serviceId,
        @Schema(example = "2026-12-01") @NotNull LocalDate date,
        @Schema(type = "string", example = "10:00") @NotNull LocalTime time,

        @Schema(example = "30") @Positive @Max(720) @Nullable
        Integer durationMinutes,

        @Schema(example = "Likes it short") @Size(max = 2000) @Nullable
        String notes) {}
