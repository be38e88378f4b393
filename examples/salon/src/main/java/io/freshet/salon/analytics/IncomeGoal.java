package io.freshet.salon.analytics;

import java.util.List;

/** How near a barber came to a year's income of six figures, for each year with any, the latest first. */
public record IncomeGoal(long goalMinor, List<GoalYear> years) {

    public IncomeGoal {
        years = List.copyOf(years);
    }

    /** A year. What is missing to the goal is never negative. */
    public record GoalYear(
            int year,
            long payments,
            long revenueMinor,
            long percentOfGoal,
            long missingMinor,
            long completedAppointments,
            long clients) {}
}
