package io.freshet.salon.booking;

/** The bookings of some days in figures. */
public record BookingStats(long bookings, long pending, long confirmed, long cancelled, long barbers) {}
