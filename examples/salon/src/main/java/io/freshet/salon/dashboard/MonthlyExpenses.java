package io.freshet.salon.dashboard;

import java.util.List;

/** The expenses of one month. */
public record MonthlyExpenses(int month, long amountMinor, List<ByCategory> categories) {

    public MonthlyExpenses {
        categories = List.copyOf(categories);
    }

    /** The expenses of the month in one category. */
    public record ByCategory(String category, long expenses, long amountMinor) {}
}
