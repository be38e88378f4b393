package io.freshet.salon.catalog;

import io.freshet.salon.money.Money;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;

/** An addon to add to a service. */
public record NewAddon(
        @Schema(example = "Head massage") @NotBlank @Size(max = 100)
        String name,

        @Schema(example = "700") @PositiveOrZero @Max(Money.MOST_MINOR)
        long priceMinor) {}
