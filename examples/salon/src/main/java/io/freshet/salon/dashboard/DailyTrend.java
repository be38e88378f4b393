package io.freshet.salon.dashboard;

import java.time.LocalDate;

/** What was sold, received and spent on one day of a range. */
public record DailyTrend(LocalDate date, long bills, long billedMinor, long revenueMinor, long expensesMinor) {}
