package io.freshet.salon.dashboard;

/** The day of one of the staff. Work is what was put on bills, whatever became of the bills. */
public record StaffPerformance(
        long staffId,
        String name,
        long appointments,
        long completedAppointments,
        long walkIns,
        long completedWalkIns,
        long services,
        long workMinor) {}
