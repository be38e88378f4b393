package io.freshet.salon.expense;

import java.time.LocalDate;

/** An expense as the API shows it. */
public record ExpenseView(
        long id, String category, String description, long amountMinor, LocalDate date, long version) {}
