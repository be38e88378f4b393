package io.freshet.salon.catalog;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** A category to add; without a position it comes first. */
public record NewCategory(
        @NotBlank @Size(max = 100) String name,
        @PositiveOrZero @Nullable Integer position) {}
