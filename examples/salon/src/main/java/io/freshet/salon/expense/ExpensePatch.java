package io.freshet.salon.expense;

import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

import java.time.LocalDate;

/** What to change in an expense; null leaves as it is. */
public record ExpensePatch(
        @Size(min = 1, max = 100) @Nullable String category,
        @Size(max = 500) @Nullable String description,
        @Positive @Nullable Long amountMinor,
        @Nullable LocalDate date) {}
