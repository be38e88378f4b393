package io.freshet.salon.pos;

import java.time.Instant;

/** A payment as the API shows it. */
public record PaymentView(
        long id,
        long billId,
        PaymentMethod method,
        PaymentStatus status,
        long amountMinor,
        Instant createdAt,
        long version) {}
