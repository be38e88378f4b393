package io.freshet.salon.analytics;

import java.util.List;

/** A barber's business since the beginning. */
public record BarberSummary(
        long payments,
        long revenueMinor,
        long pendingMinor,
        long refundedMinor,
        long appointments,
        long completedAppointments,
        long cancelledAppointments,
        long noShows,
        List<Regular> regulars) {

    public BarberSummary {
        regulars = List.copyOf(regulars);
    }

    /** A client that comes often. */
    public record Regular(long clientId, String name, long visits) {}
}
