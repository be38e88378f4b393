package io.freshet.salon.purchase;

import io.freshet.salon.money.Money;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;

/** Some goods to buy, and what a piece of them costs. */
public record InvoiceItem(
        @Schema(example = "1") @Positive long skuId,
        @Schema(example = "12") @Positive @Max(100_000) int quantity,

        @Schema(example = "650") @PositiveOrZero @Max(Money.MOST_MINOR)
        long unitCostMinor) {

    long costMinor() {
        return quantity * unitCostMinor;
    }
}
