package io.freshet.salon.catalog;

import io.freshet.salon.money.Money;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;

/** A staff template to add to a service. */
public record NewStaffTemplate(
        @Schema(example = "1") @Positive long staffId,

        @Schema(example = "3200") @PositiveOrZero @Max(Money.MOST_MINOR)
        long priceMinor,

        @Schema(example = "45") @Positive @Max(1440) int durationMinutes) {}
