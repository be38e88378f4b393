package io.freshet.salon.catalog;

import io.freshet.salon.money.Money;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** What to change in a service; null leaves as it is. The version, if given, is the one that was read. */
public record ServicePatch(
        @Schema(example = "1") @Positive @Nullable Long categoryId,

        @Schema(example = "Sauna for two") @Size(min = 1, max = 100) @Nullable
        String name,

        @Schema(example = "4500") @PositiveOrZero @Max(Money.MOST_MINOR) @Nullable
        Long priceMinor,

        @Schema(example = "90") @Positive @Max(1440) @Nullable
        Integer durationMinutes,

        @Schema(example = "true") @Nullable Boolean active,
        @Nullable Long version) {}
