package io.freshet.salon.pos;

import io.freshet.salon.catalog.PricedService;
import io.freshet.salon.inventory.PricedSku;
import io.freshet.salon.tenant.TenantOwned;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import org.jspecify.annotations.Nullable;

import java.time.LocalDate;

/** One service, or some goods, on a {@link Bill}, at the price of that moment. It tells the work that was done, whatever becomes of the bill. */
@Entity
@SuppressWarnings("unused") // some columns are read by queries only
public class BillLine extends TenantOwned {

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "bill_id")
    private Bill bill;

    private @Nullable Long serviceId;
    private @Nullable Long skuId;
    private @Nullable Long staffId;
    private LocalDate businessDate;
    private String description;
    private int quantity;
    private long unitPriceMinor;
    private long totalMinor;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected BillLine() {}

    BillLine(Bill bill, PricedService service, int quantity) {
        this.bill = bill;
        this.serviceId = service.choice().serviceId();
        this.staffId = service.choice().staffId();
        this.businessDate = bill.businessDate();
        this.description = service.description();
        this.quantity = quantity;
        this.unitPriceMinor = service.unitPriceMinor();
        this.totalMinor = Math.multiplyExact(unitPriceMinor, quantity);
    }

    BillLine(Bill bill, PricedSku sku, @Nullable Long staffId, int quantity) {
        this.bill = bill;
        this.skuId = sku.skuId();
        this.staffId = staffId;
        this.businessDate = bill.businessDate();
        this.description = sku.name();
        this.quantity = quantity;
        this.unitPriceMinor = sku.priceMinor();
        this.totalMinor = Math.multiplyExact(unitPriceMinor, quantity);
    }

    @Nullable
    Long staffId() {
        return staffId;
    }

    long totalMinor() {
        return totalMinor;
    }

    BillLineView view() {
        return new BillLineView(serviceId, skuId, staffId, description, quantity, unitPriceMinor, totalMinor);
    }
}
