package io.freshet.salon.inventory;

/** One of the goods with its present price. */
public record PricedSku(long skuId, String name, long priceMinor) {}
