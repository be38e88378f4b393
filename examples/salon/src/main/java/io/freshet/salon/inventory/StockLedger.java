package io.freshet.salon.inventory;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import java.time.Clock;
import java.util.Map;

/** Writes down what comes and goes, as a part of the transaction that makes it so. More may be sold than was counted: the shelf is right, not the book. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class StockLedger {

    private final StockMovementRepository movements;
    private final Clock clock;

    StockLedger(StockMovementRepository movements, Clock clock) {
        this.movements = movements;
        this.clock = clock;
    }

    /** Goods that were delivered, by SKU. */
    public void receive(long invoiceId, Map<Long, Integer> quantities) {
        move(MovementKind.RECEIPT, invoiceId, quantities);
    }

    /** By how much more or less was delivered than was received first, by SKU. */
    public void correct(long invoiceId, Map<Long, Integer> differences) {
        move(MovementKind.CORRECTION, invoiceId, differences);
    }

    /** Goods that were sold, by SKU. */
    public void sell(long billId, Map<Long, Integer> quantities) {
        quantities.forEach((skuId, quantity) -> move(MovementKind.SALE, billId, skuId, -quantity));
    }

    /** Whatever was sold with the bill comes back. */
    public void takeBack(long billId) {
        movements
                .findBySourceIdAndKind(billId, MovementKind.SALE)
                .forEach(sold -> move(MovementKind.RETURN, billId, sold.skuId(), -sold.quantity()));
    }

    void adjust(long changeRequestId, long skuId, int quantity) {
        move(MovementKind.ADJUSTMENT, changeRequestId, skuId, quantity);
    }

    private void move(MovementKind kind, long sourceId, Map<Long, Integer> quantities) {
        quantities.forEach((skuId, quantity) -> move(kind, sourceId, skuId, quantity));
    }

    private void move(MovementKind kind, long sourceId, long skuId, int quantity) {
        if (quantity != 0) {
            movements.save(new StockMovement(skuId, kind, sourceId, quantity, clock.instant()));
        }
    }
}
