package io.freshet.salon.pos;

import io.freshet.salon.catalog.PriceList;
import io.freshet.salon.inventory.SkuDirectory;
import io.freshet.salon.staff.StaffDirectory;
import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Puts what was ordered on a bill, each service and each of the goods at its present price. */
@Component
class BillLines {

    private final PriceList prices;
    private final SkuDirectory skus;
    private final StaffDirectory staff;

    BillLines(PriceList prices, SkuDirectory skus, StaffDirectory staff) {
        this.prices = prices;
        this.skus = skus;
        this.staff = staff;
    }

    void add(Bill bill, NewBill order) {
        requireStaff(order);
        addServices(bill, order);
        addGoods(bill, order.goodsOrNone());
    }

    private void requireStaff(NewBill order) {
        var ofServices = order.lines().stream().map(NewBill.Line::staffId);
        var ofGoods = order.goodsOrNone().stream().map(NewBill.Goods::staffId);
        staff.requireAll(Stream.concat(ofServices, ofGoods)
                .filter(Objects::nonNull)
                .distinct()
                .toList());
    }

    private void addServices(Bill bill, NewBill order) {
        var priced = prices.price(order.choices());
        for (int i = 0; i < priced.size(); i++) {
            bill.add(new BillLine(bill, priced.get(i), order.lines().get(i).quantityOrOne()));
        }
    }

    private void addGoods(Bill bill, List<NewBill.Goods> goods) {
        var ids = goods.stream().map(NewBill.Goods::skuId).distinct().toList();
        var priced = skus.price(ids);
        for (var one : goods) {
            var sku = Objects.requireNonNull(priced.get(one.skuId()));
            bill.add(new BillLine(bill, sku, one.staffId(), one.quantityOrOne()));
        }
    }
}
