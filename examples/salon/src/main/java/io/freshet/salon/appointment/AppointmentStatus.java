package io.freshet.salon.appointment;

/** How far an appointment has come. As long as it is not over, it takes the time of one of the staff. */
public enum AppointmentStatus {
    BOOKED,
    CHECKED_IN,
    IN_PROGRESS,
    COMPLETED,
    CANCELLED,
    NO_SHOW
}
