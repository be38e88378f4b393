package io.freshet.salon.catalog;

import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** What to change in a category; null leaves as it is. */
public record CategoryPatch(
        @Size(min = 1, max = 100) @Nullable String name,
        @PositiveOrZero @Nullable Integer position,
        @Nullable Boolean active) {}
