package io.freshet.salon.catalog;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** A category to add; without a position it comes first. */
public record NewCategory(
        @Schema(example = "Wellness") @NotBlank @Size(max = 100)
        String name,

        @Schema(example = "9") @PositiveOrZero @Max(100_000) @Nullable
        Integer position) {}
