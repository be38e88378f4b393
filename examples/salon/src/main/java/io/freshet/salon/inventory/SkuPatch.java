package io.freshet.salon.inventory;

import io.freshet.salon.money.Money;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** What to change in goods; null leaves as it is. */
public record SkuPatch(
        @Schema(example = "1") @Positive @Nullable Long categoryId,
        @Schema(example = "1") @Positive @Nullable Long supplierId,

        @Schema(example = "FR-002") @Size(min = 1, max = 50) @Nullable
        String code,

        @Schema(example = "Pine cologne") @Size(min = 1, max = 200) @Nullable
        String name,

        @Schema(example = "3100") @PositiveOrZero @Max(Money.MOST_MINOR) @Nullable
        Long priceMinor,

        @Schema(example = "8") @PositiveOrZero @Max(100_000) @Nullable
        Integer reorderLevel,

        @Schema(example = "true") @Nullable Boolean active,
        @Nullable Long version) {}
