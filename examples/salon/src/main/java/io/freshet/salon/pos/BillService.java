package io.freshet.salon.pos;

import io.freshet.salon.client.ClientDirectory;
import io.freshet.salon.problem.ConflictException;
import io.freshet.salon.problem.NotFoundException;
import io.freshet.salon.settings.BusinessClock;
import io.freshet.salon.settings.SettingsService;
import io.freshet.salon.web.Paged;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Sort;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.time.LocalDate;
import java.util.List;

/** Writes bills and closes them: completed, voided or refunded. */
@Service
@Transactional
public class BillService {

    private static final Sort NEWEST_FIRST = Sort.by("id").descending();

    private final BillRepository bills;
    private final PaymentRepository payments;
    private final BillLines lines;
    private final GoodsSold goods;
    private final SettingsService settings;
    private final ClientDirectory clients;
    private final BusinessClock clock;

    BillService(
            BillRepository bills,
            PaymentRepository payments,
            BillLines lines,
            GoodsSold goods,
            SettingsService settings,
            ClientDirectory clients,
            BusinessClock clock) {
        this.bills = bills;
        this.payments = payments;
        this.lines = lines;
        this.goods = goods;
        this.settings = settings;
        this.clients = clients;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public Paged<BillSummary> list(LocalDate date, int page, int size) {
        return Paged.of(bills.findByBusinessDate(date, PageRequest.of(page, size, NEWEST_FIRST))
                .map(Bill::summary));
    }

    @Transactional(readOnly = true)
    public BillView find(long id) {
        return BillView.of(get(id), payments.findByBillIdOrderById(id));
    }

    public BillView create(NewBill order) {
        if (order.clientId() != null) {
            clients.require(order.clientId());
        }
        var bill = new Bill(order.clientId(), clock.now());
        lines.add(bill, order);
        long discountMinor = order.discountMinorOrNone();
        if (discountMinor > bill.subtotalMinor()) {
            throw new ConflictException("The discount is larger than the bill");
        }
        bill.total(discountMinor, settings.current().taxWithin(bill.subtotalMinor() - discountMinor));
        return BillView.of(bills.save(bill), List.of());
    }

    public BillView complete(long id) {
        var bill = get(id);
        bill.complete(clock.now().instant());
        goods.leave(List.of(id));
        var recorded = payments.findByBillIdOrderById(id);
        recorded.forEach(Payment::cancel);
        return BillView.of(bill, recorded);
    }

    public BillView voidBill(long id) {
        var bill = get(id);
        bill.voided(clock.now().instant());
        goods.comeBack(id);
        var recorded = payments.findByBillIdOrderById(id);
        recorded.forEach(Payment::cancel);
        return BillView.of(bill, recorded);
    }

    public BillView refund(long id) {
        var bill = get(id);
        bill.refund(clock.now().instant());
        goods.comeBack(id);
        var recorded = payments.findByBillIdOrderById(id);
        recorded.forEach(Payment::refund);
        recorded.forEach(Payment::cancel);
        return BillView.of(bill, recorded);
    }

    private Bill get(long id) {
        return bills.findById(id).orElseThrow(() -> new NotFoundException("bill", id));
    }
}
