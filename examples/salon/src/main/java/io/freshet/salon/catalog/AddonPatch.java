package io.freshet.salon.catalog;

import io.freshet.salon.money.Money;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** What to change in an addon; null leaves as it is. The version, if given, is the one that was read. */
public record AddonPatch(
        @Schema(example = "Neck massage") @Size(min = 1, max = 100) @Nullable
        String name,

        @Schema(example = "800") @PositiveOrZero @Max(Money.MOST_MINOR) @Nullable
        Long priceMinor,

        @Nullable Long version) {}
