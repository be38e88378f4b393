package io.freshet.salon.pos;

import org.jspecify.annotations.Nullable;

/** A line of a bill as the API shows it. */
public record BillLineView(
        @Nullable Long serviceId,
        @Nullable Long skuId,
        @Nullable Long staffId,
        String description,
        int quantity,
        long unitPriceMinor,
        long totalMinor) {}
