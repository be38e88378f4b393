package io.freshet.salon.barber;

import io.freshet.salon.appointment.AppointmentStatus;

import java.time.LocalTime;

/** A time of a barber that an appointment takes. */
public record BookedSlot(LocalTime startsAt, LocalTime endsAt, AppointmentStatus status) {}
