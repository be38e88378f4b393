package io.freshet.salon.supplier;

import org.jspecify.annotations.Nullable;

/** A supplier as the API shows it. */
public record SupplierView(
        long id,
        String name,
        @Nullable String email,
        @Nullable String phone,
        boolean active,
        long version) {}
