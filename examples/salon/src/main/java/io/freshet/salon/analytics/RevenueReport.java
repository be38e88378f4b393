package io.freshet.salon.analytics;

import java.time.LocalDate;
import java.util.List;

/** What was paid for a barber's work from a day to another. Revenue is what was received and not paid back. */
public record RevenueReport(
        LocalDate from,
        LocalDate to,
        long payments,
        long revenueMinor,
        long pendingMinor,
        long refundedMinor,
        List<RevenueDay> days) {

    public RevenueReport {
        days = List.copyOf(days);
    }

    /** A day with revenue. */
    public record RevenueDay(LocalDate date, long payments, long revenueMinor) {}
}
