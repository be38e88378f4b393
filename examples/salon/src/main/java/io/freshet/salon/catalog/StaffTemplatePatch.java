package io.freshet.salon.catalog;

import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import org.jspecify.annotations.Nullable;

/** What to change in a staff template; null leaves as it is. */
public record StaffTemplatePatch(
        @PositiveOrZero @Nullable Long priceMinor,
        @Positive @Nullable Integer durationMinutes) {}
