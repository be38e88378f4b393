package io.freshet.salon.pos;

import jakarta.validation.constraints.Positive;
import org.jspecify.annotations.Nullable;

/** What to change in a payment; null leaves as it is. */
public record PaymentPatch(
        @Nullable PaymentMethod method, @Positive @Nullable Long amountMinor) {}
