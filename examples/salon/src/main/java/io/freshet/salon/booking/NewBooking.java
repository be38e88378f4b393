package io.freshet.salon.booking;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

import java.time.LocalDate;
import java.time.LocalTime;

/** A time that a customer asks for. It takes as long as the service. */
public record NewBooking(
        @Schema(example = "1") @Positive long barberId,
        @Schema(example = "1") @Positive long serviceId,

        @Schema(example = "Ada Adler") @NotBlank @Size(max = 200)
        String customerName,

        @Schema(example = "+49 30 123456") @Size(max = 50) @Nullable
        String phone,

        @Schema(example = "2026-12-01") @NotNull LocalDate date,
        @Schema(type = "string", example = "14:00") @NotNull LocalTime time) {}
