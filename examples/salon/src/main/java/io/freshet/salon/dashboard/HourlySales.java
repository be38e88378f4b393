package io.freshet.salon.dashboard;

/** What was sold in one hour of a day, and what was received. */
public record HourlySales(int hour, long bills, long billedMinor, long payments, long revenueMinor) {}
