package io.freshet.salon.staff;

import org.jspecify.annotations.Nullable;

/** One of the staff as the API shows it. */
public record StaffView(
        long id,
        String name,
        String title,
        boolean active,
        @Nullable Long userId,
        long version) {}
