package io.freshet.salon.pos;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.LocalDate;

/** A bill without its lines, as lists show it. */
public record BillSummary(
        long id,
        @Nullable Long clientId,
        BillStatus status,
        LocalDate date,
        long subtotalMinor,
        long discountMinor,
        long taxMinor,
        long totalMinor,
        long paidMinor,
        Instant createdAt) {}
