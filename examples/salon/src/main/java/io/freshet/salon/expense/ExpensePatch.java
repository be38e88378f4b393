package io.freshet.salon.expense;

import io.freshet.salon.money.Money;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

import java.time.LocalDate;

/** What to change in an expense; null leaves as it is. The version, if given, is the one that was read. */
public record ExpensePatch(
        @Schema(example = "Laundry") @Size(min = 1, max = 100) @Nullable
        String category,

        @Schema(example = "Towels") @Size(max = 500) @Nullable
        String description,

        @Schema(example = "5100") @Positive @Max(Money.MOST_MINOR) @Nullable
        Long amountMinor,

        @Schema(example = "2026-11-21") @Nullable LocalDate date,
        @Nullable Long version) {}
