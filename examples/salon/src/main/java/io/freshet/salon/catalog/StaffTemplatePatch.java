package io.freshet.salon.catalog;

import io.freshet.salon.money.Money;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import org.jspecify.annotations.Nullable;

/** What to change in a staff template; null leaves as it is. The version, if given, is the one that was read. */
public record StaffTemplatePatch(
        @Schema(example = "3300") @PositiveOrZero @Max(Money.MOST_MINOR) @Nullable
        Long priceMinor,

        @Schema(example = "40") @Positive @Max(1440) @Nullable
        Integer durationMinutes,

        @Nullable Long version) {}
