package io.freshet.salon.catalog;

import io.freshet.salon.money.Money;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** One line of a price list: a service in its category, with or without an addon. A service with several addons has several lines. */
public record ImportRow(
        @NotBlank @Size(max = 100) String category,
        @NotBlank @Size(max = 100) String service,
        @PositiveOrZero @Max(Money.MOST_MINOR) long priceMinor,
        @Positive @Max(1440) int durationMinutes,
        @Size(max = 100) @Nullable String addon,
        @PositiveOrZero @Max(Money.MOST_MINOR) @Nullable Long addonPriceMinor) {

    /** A cell that is empty in the file is one without an addon. */
    public ImportRow {
        addon = addon == null || addon.isBlank() ? null : addon;
    }
}
