package io.freshet.salon.catalog;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;

/** A service to add. */
public record NewService(
        @Positive long categoryId,
        @NotBlank @Size(max = 100) String name,
        @PositiveOrZero long priceMinor,
        @Positive int durationMinutes) {}
