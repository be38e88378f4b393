package io.freshet.salon.pos;

import io.freshet.salon.inventory.StockLedger;
import org.springframework.stereotype.Component;

import java.util.Collection;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

/** Lets the goods of bills leave the stock, and come back. */
@Component
class GoodsSold {

    /** How many pieces of something are on a bill. */
    record OnBill(long billId, long skuId, long pieces) {}

    private final BillRepository bills;
    private final StockLedger ledger;

    GoodsSold(BillRepository bills, StockLedger ledger) {
        this.bills = bills;
        this.ledger = ledger;
    }

    /** The bills are completed: whoever paid takes the goods along. */
    void leave(Collection<Long> billIds) {
        if (billIds.isEmpty()) {
            return;
        }
        bills.goodsOn(billIds).stream()
                .collect(groupingBy(OnBill::billId, toMap(OnBill::skuId, goods -> Math.toIntExact(goods.pieces()))))
                .forEach(ledger::sell);
    }

    /** The bill is voided or refunded: whatever was taken along comes back. */
    void comeBack(long billId) {
        ledger.takeBack(billId);
    }
}
