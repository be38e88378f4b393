package io.freshet.salon.inventory;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** A change request as the API shows it. */
public record ChangeRequestView(
        long id,
        long skuId,
        int quantity,
        String reason,
        ChangeRequestStatus status,
        Instant createdAt,
        @Nullable Instant decidedAt) {}
