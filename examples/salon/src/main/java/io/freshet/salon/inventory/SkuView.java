package io.freshet.salon.inventory;

import org.jspecify.annotations.Nullable;

/** Goods and how many of them there are, as the API shows them. */
public record SkuView(
        long id,
        long categoryId,
        String category,
        @Nullable Long supplierId,
        String code,
        String name,
        long priceMinor,
        int reorderLevel,
        boolean active,
        long stock,
        long version) {}
