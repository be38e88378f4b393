package io.freshet.salon.dashboard;

import java.time.LocalDate;

/** A day beside the day before. */
public record Comparison(Day day, Day before) {

    /** What is compared. */
    public record Day(LocalDate date, long bills, long billedMinor, long payments, long revenueMinor) {}
}
