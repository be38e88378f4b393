package io.freshet.salon.booking;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;

/** A booking as the API shows it; date and time are the tenant's. */
public record BookingView(
        long id,
        long barberId,
        @Nullable Long serviceId,
        String customerName,
        String phone,
        LocalDate date,
        LocalTime time,
        int durationMinutes,
        BookingStatus status,
        Instant createdAt,
        long version) {}
