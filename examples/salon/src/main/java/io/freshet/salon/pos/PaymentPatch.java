package io.freshet.salon.pos;

import io.freshet.salon.money.Money;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Positive;
import org.jspecify.annotations.Nullable;

/** What to change in a payment; null leaves as it is. The version, if given, is the one that was read. */
public record PaymentPatch(
        @Schema(example = "CASH") @Nullable PaymentMethod method,

        @Schema(example = "900") @Positive @Max(Money.MOST_MINOR) @Nullable
        Long amountMinor,

        @Nullable Long version) {}
