package io.freshet.salon.pos;

import io.freshet.salon.money.Money;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import org.jspecify.annotations.Nullable;

/** A payment to record; a pending one is to be collected later. */
public record NewPayment(
        @Schema(example = "CARD") @NotNull PaymentMethod method,

        @Schema(example = "1000") @Positive @Max(Money.MOST_MINOR)
        long amountMinor,

        @Schema(example = "false") @Nullable Boolean pending) {

    boolean isPending() {
        return Boolean.TRUE.equals(pending);
    }
}
