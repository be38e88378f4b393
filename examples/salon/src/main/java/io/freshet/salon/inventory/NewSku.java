package io.freshet.salon.inventory;

import io.freshet.salon.money.Money;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** Goods to add; without a reorder level they are never low. */
public record NewSku(
        @Schema(example = "1") @Positive long categoryId,
        @Schema(example = "1") @Positive @Nullable Long supplierId,

        @Schema(example = "FR-001") @NotBlank @Size(max = 50)
        String code,

        @Schema(example = "Cedar cologne") @NotBlank @Size(max = 200)
        String name,

        @Schema(example = "2900") @PositiveOrZero @Max(Money.MOST_MINOR)
        long priceMinor,

        @Schema(example = "5") @PositiveOrZero @Max(100_000) @Nullable
        Integer reorderLevel) {}
