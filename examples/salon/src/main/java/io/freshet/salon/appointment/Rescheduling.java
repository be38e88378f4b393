package io.freshet.salon.appointment;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import org.jspecify.annotations.Nullable;

import java.time.LocalDate;
import java.time.LocalTime;

/** Where to move an appointment; without one of the staff it stays with who has it. */
public record Rescheduling(
        @Schema(example = "2026-12-02") @NotNull LocalDate date,
        @Schema(type = "string", example = "11:00") @NotNull LocalTime time,
        @Schema(example = "1") @Positive @Nullable Long staffId,
        @Nullable Long version) {}
