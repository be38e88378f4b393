package io.freshet.salon.inventory;

import io.freshet.salon.tenant.TenantOwned;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;

import java.time.Instant;

/** Pieces that came or went. Movements are only ever added: what is in stock is their sum. */
@Entity
public class StockMovement extends TenantOwned {

    private long skuId;

    @Enumerated(EnumType.STRING)
    private MovementKind kind;

    /** The bill, the invoice or the change request, as the kind says. */
    private long sourceId;

    private int quantity;
    private Instant movedAt;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected StockMovement() {}

    StockMovement(long skuId, MovementKind kind, long sourceId, int quantity, Instant movedAt) {
        this.skuId = skuId;
        this.kind = kind;
        this.sourceId = sourceId;
        this.quantity = quantity;
        this.movedAt = movedAt;
    }

    long skuId() {
        return skuId;
    }

    int quantity() {
        return quantity;
    }

    StockMovementView view() {
        return new StockMovementView(id(), skuId, kind, sourceId, quantity, movedAt);
    }
}
