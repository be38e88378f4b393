package io.freshet.salon.appointment;

/** How far an appointment has come. */
public enum AppointmentStatus {
    BOOKED,
    CHECKED_IN,
    IN_PROGRESS,
    COMPLETED,
    CANCELLED,
    NO_SHOW
}
