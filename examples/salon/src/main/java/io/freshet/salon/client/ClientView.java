package io.freshet.salon.client;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** A client as the API shows it. */
public record ClientView(
        long id,
        String name,
        @Nullable String email,
        @Nullable String phone,
        Instant createdAt,
        long version) {}
