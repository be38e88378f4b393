package io.freshet.salon.calendar;

import java.time.LocalDate;

/** Days off as the API shows them; the last one is one of them. */
public record TimeOffView(long id, long barberId, LocalDate from, LocalDate to, String reason) {}
