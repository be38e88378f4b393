package io.freshet.salon.settings;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

import java.time.LocalTime;

/** What to change in the settings; null leaves as it is. */
public record SettingsPatch(
        @Size(min = 1, max = 200) @Nullable String businessName,
        @Pattern(regexp = "[A-Z]{3}") @Nullable String currency,
        @Min(0) @Max(10_000) @Nullable Integer taxBasisPoints,
        @Nullable LocalTime opensAt,
        @Nullable LocalTime closesAt,
        @Size(max = 2000) @Nullable String receiptFooter,
        @PositiveOrZero @Nullable Long revision) {

    static final SettingsPatch DEFAULTS =
            new SettingsPatch(null, "EUR", 1900, LocalTime.of(9, 0), LocalTime.of(20, 0), "", null);
}
