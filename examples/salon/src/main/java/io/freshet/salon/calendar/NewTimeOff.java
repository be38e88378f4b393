package io.freshet.salon.calendar;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

import java.time.LocalDate;

/** Days on which one of the staff will not work; the last one is one of them. */
public record NewTimeOff(
        @Schema(example = "2026-12-24") @NotNull LocalDate from,
        @Schema(example = "2026-12-27") @NotNull LocalDate to,

        @Schema(example = "Holiday") @Size(max = 200) @Nullable
        String reason) {}
