package io.freshet.salon.customer;

import org.jspecify.annotations.Nullable;

/** A customer as the API shows it. */
public record CustomerView(
        long id,
        String name,
        @Nullable String phone,
        @Nullable String email,
        boolean wantsNews,
        long version) {}
