package io.freshet.salon.appointment;

/** How far a walk-in has come. */
public enum WalkInStatus {
    WAITING,
    IN_PROGRESS,
    COMPLETED,
    CANCELLED
}
