package io.freshet.salon.quote;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** A quote without its positions, as lists show it. */
public record QuoteSummary(
        long id,
        long clientId,
        QuoteStatus status,
        String title,
        long items,
        long totalMinor,
        Instant createdAt,
        @Nullable Instant acceptedAt) {}
