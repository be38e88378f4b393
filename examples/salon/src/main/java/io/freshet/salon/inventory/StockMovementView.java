package io.freshet.salon.inventory;

import java.time.Instant;

/** A movement of the stock as the API shows it. */
public record StockMovementView(long id, long skuId, MovementKind kind, long sourceId, int quantity, Instant movedAt) {}
