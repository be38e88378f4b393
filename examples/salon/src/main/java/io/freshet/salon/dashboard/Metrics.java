package io.freshet.salon.dashboard;

import java.time.LocalDate;

/**
 * A day in figures. Revenue is what was received and not paid back; billed, tax and discount leave out voided and refunded bills. The
 * counts of bills, payments and expenses are of all of them, whatever became of them.
 */
public record Metrics(
        LocalDate date,
        long revenueMinor,
        long billedMinor,
        long taxMinor,
        long discountMinor,
        long pendingMinor,
        long refundedMinor,
        long bills,
        long openBills,
        long voided,
        long refunded,
        long payments,
        long expenses,
        long expensesMinor,
        long appointments,
        long completedAppointments,
        long noShows,
        long walkIns,
        long waiting,
        boolean drawerOpen,
        long drawerMinor,
        long drawerDifferenceMinor) {}
