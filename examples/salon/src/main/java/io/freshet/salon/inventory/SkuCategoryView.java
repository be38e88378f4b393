package io.freshet.salon.inventory;

/** A category of goods as the API shows it. */
public record SkuCategoryView(long id, String name) {}
