package io.freshet.salon.booking;

/** How far a booking has come. Unless it is cancelled it takes the time of its barber. */
public enum BookingStatus {
    PENDING,
    CONFIRMED,
    CANCELLED
}
