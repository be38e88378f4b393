package io.freshet.salon.catalog;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** What to change in a category; null leaves as it is. The version, if given, is the one that was read. */
public record CategoryPatch(
        @Schema(example = "Wellness and care") @Size(min = 1, max = 100) @Nullable
        String name,

        @Schema(example = "10") @PositiveOrZero @Max(100_000) @Nullable
        Integer position,

        @Schema(example = "true") @Nullable Boolean active,
        @Nullable Long version) {}
