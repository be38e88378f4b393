package io.freshet.salon.pos;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import org.jspecify.annotations.Nullable;

/** A payment to record; a pending one is to be collected later. */
public record NewPayment(
        @NotNull PaymentMethod method,
        @Positive long amountMinor,
        @Nullable Boolean pending) {

    boolean isPending() {
        return Boolean.TRUE.equals(pending);
    }
}
