package io.freshet.salon.barber;

/** What has become of all appointments of a barber; those that are open are still to come, or going on. */
public record AppointmentStats(long appointments, long open, long completed, long cancelled, long noShows) {}
