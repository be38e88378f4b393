package io.freshet.salon.pos;

import io.freshet.salon.cache.TenantKeys;
import io.freshet.salon.client.ClientDirectory;
import io.freshet.salon.settings.BusinessClock;
import io.freshet.salon.settings.SettingsService;
import org.springframework.cache.CacheManager;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Service;

import java.util.Objects;

/**
 * Forgets the metrics of the day with each new bill. Wrong: it does so before the transaction is committed, so that whoever looks meanwhile caches
 * the old figures anew; it leaves out all other caches that show bills; and to complete, void or refund a bill forgets nothing.
 */
@Service
@Primary
class EvictingBillService extends BillService {

    private final CacheManager caches;
    private final BusinessClock clock;

    EvictingBillService(
            BillRepository bills,
            PaymentRepository payments,
            BillLines lines,
            GoodsSold goods,
            SettingsService settings,
            ClientDirectory clients,
            BusinessClock clock,
            CacheManager caches) {
        super(bills, payments, lines, goods, settings, clients, clock);
        this.caches = caches;
        this.clock = clock;
    }

    @Override
    public BillView create(NewBill order) {
        var bill = super.create(order);
        var metrics = Objects.requireNonNull(caches.getCache("dashboard:metrics"));
        metrics.evict(TenantKeys.of(clock.today()));
        return bill;
    }
}
