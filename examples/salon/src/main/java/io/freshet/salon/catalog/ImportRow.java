package io.freshet.salon.catalog;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import org.jspecify.annotations.Nullable;

/** One line of a price list: a service in its category, with or without an addon. A service with several addons has several lines. */
public record ImportRow(
        @NotBlank String category,
        @NotBlank String service,
        @PositiveOrZero long priceMinor,
        @Positive int durationMinutes,
        @Nullable String addon,
        @PositiveOrZero @Nullable Long addonPriceMinor) {

    /** A cell that is empty in the file is one without an addon. */
    public ImportRow {
        addon = addon == null || addon.isBlank() ? null : addon;
    }
}
