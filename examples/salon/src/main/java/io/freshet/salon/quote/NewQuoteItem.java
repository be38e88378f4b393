package io.freshet.salon.quote;

import io.freshet.salon.money.Money;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;

/** A position to offer. */
public record NewQuoteItem(
        @Schema(example = "Bridal styling") @NotBlank @Size(max = 500)
        String description,

        @Schema(example = "2") @Positive @Max(1000) int quantity,

        @Schema(example = "9500") @PositiveOrZero @Max(Money.MOST_MINOR)
        long unitPriceMinor) {

    long totalMinor() {
        return quantity * unitPriceMinor;
    }
}
