package io.freshet.salon.expense;

import io.freshet.salon.money.Money;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

import java.time.LocalDate;

/** An expense to record; without a date it is of today. */
public record NewExpense(
        @Schema(example = "Products") @NotBlank @Size(max = 100)
        String category,

        @Schema(example = "Shampoo") @NotNull @Size(max = 500)
        String description,

        @Schema(example = "4900") @Positive @Max(Money.MOST_MINOR)
        long amountMinor,

        @Schema(example = "2026-11-20") @Nullable LocalDate date) {}
