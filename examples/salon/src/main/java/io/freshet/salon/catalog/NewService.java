package io.freshet.salon.catalog;

import io.freshet.salon.money.Money;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;

/** A service to add. */
public record NewService(
        @Schema(example = "1") @Positive long categoryId,

        @Schema(example = "Sauna") @NotBlank @Size(max = 100)
        String name,

        @Schema(example = "2500") @PositiveOrZero @Max(Money.MOST_MINOR)
        long priceMinor,

        @Schema(example = "60") @Positive @Max(1440) int durationMinutes) {}
