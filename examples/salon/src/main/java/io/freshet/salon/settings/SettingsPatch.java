package io.freshet.salon.settings;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

import java.time.LocalTime;
import java.time.ZoneId;

/** What to change in the settings; null leaves as it is. */
public record SettingsPatch(
        @Schema(example = "Fade & Co") @Size(min = 1, max = 200) @Nullable
        String businessName,

        @Schema(example = "EUR") @Pattern(regexp = "[A-Z]{3}") @Nullable
        String currency,

        @Schema(example = "1900") @Min(0) @Max(10_000) @Nullable
        Integer taxBasisPoints,

        @Schema(type = "string", example = "09:00") @Nullable
        LocalTime opensAt,

        @Schema(type = "string", example = "20:00") @Nullable
        LocalTime closesAt,

        @Schema(type = "string", example = "UTC") @Nullable ZoneId timeZone,

        @Schema(example = "Thank you, see you soon") @Size(max = 2000) @Nullable
        String receiptFooter,

        @Schema(example = "1") @PositiveOrZero @Nullable Long revision,
        @Nullable Long version) {

    static final SettingsPatch DEFAULTS =
            new SettingsPatch(null, "EUR", 1900, LocalTime.of(9, 0), LocalTime.of(20, 0), null, "", null, null);
}
