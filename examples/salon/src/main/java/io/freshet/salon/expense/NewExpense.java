package io.freshet.salon.expense;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

import java.time.LocalDate;

/** An expense to record; without a date it is of today. */
public record NewExpense(
        @NotBlank @Size(max = 100) String category,
        @NotNull @Size(max = 500) String description,
        @Positive long amountMinor,
        @Nullable LocalDate date) {}
