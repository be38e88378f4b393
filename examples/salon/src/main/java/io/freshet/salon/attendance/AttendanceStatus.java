package io.freshet.salon.attendance;

/** Whether one of the staff was there on a day, and if not, why. */
public enum AttendanceStatus {
    PRESENT,
    ABSENT,
    SICK,
    ON_LEAVE
}
