package io.freshet.salon.calendar;

import java.time.DayOfWeek;
import java.time.LocalTime;

/** When one of the staff works on a day of the week, as the API shows it. */
public record ShiftView(DayOfWeek weekday, LocalTime startsAt, LocalTime endsAt) {}
