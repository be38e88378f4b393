package io.freshet.salon.inventory;

/** How many pieces of something there are, and when to order more. */
public record StockView(long skuId, long quantity, int reorderLevel) {}
