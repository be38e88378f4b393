package io.freshet.salon.catalog;

import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** What to change in a service; null leaves as it is. */
public record ServicePatch(
        @Positive @Nullable Long categoryId,
        @Size(min = 1, max = 100) @Nullable String name,
        @PositiveOrZero @Nullable Long priceMinor,
        @Positive @Nullable Integer durationMinutes,
        @Nullable Boolean active) {}
