package io.freshet.salon.appointment;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;

/** An appointment as the API shows it. Date and time are the tenant's; the bill is there once it is completed. */
public record AppointmentView(
        long id,
        @Nullable Long clientId,
        long staffId,
        @Nullable Long serviceId,
        LocalDate date,
        LocalTime time,
        int durationMinutes,
        Instant startsAt,
        AppointmentStatus status,
        String notes,
        @Nullable Long billId,
        long version) {}
