package io.freshet.salon.pos;

import io.freshet.salon.catalog.PriceList;
import io.freshet.salon.client.ClientDirectory;
import io.freshet.salon.problem.ConflictException;
import io.freshet.salon.problem.NotFoundException;
import io.freshet.salon.settings.SettingsService;
import io.freshet.salon.staff.StaffDirectory;
import io.freshet.salon.tenant.BusinessClock;
import io.freshet.salon.web.Paged;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Sort;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;

/** Writes bills and closes them: completed, voided or refunded. */
@Service
@Transactional
public class BillService {

    private static final Sort NEWEST_FIRST = Sort.by("id").descending();

    private final BillRepository bills;
    private final PaymentRepository payments;
    private final PriceList prices;
    private final SettingsService settings;
    private final ClientDirectory clients;
    private final StaffDirectory staff;
    private final BusinessClock clock;

    BillService(
            BillRepository bills,
            PaymentRepository payments,
            PriceList prices,
            SettingsService settings,
            ClientDirectory clients,
            StaffDirectory staff,
            BusinessClock clock) {
        this.bills = bills;
        this.payments = payments;
        this.prices = prices;
        this.settings = settings;
        this.clients = clients;
        this.staff = staff;
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
        requireKnown(order);
        var bill = new Bill(order.clientId(), clock.now());
        addLines(bill, order);
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
        var recorded = payments.findByBillIdOrderById(id);
        recorded.forEach(Payment::cancel);
        return BillView.of(bill, recorded);
    }

    public BillView voidBill(long id) {
        var bill = get(id);
        bill.voided(clock.now().instant());
        var recorded = payments.findByBillIdOrderById(id);
        recorded.forEach(Payment::cancel);
        return BillView.of(bill, recorded);
    }

    public BillView refund(long id) {
        var bill = get(id);
        bill.refund(clock.now().instant());
        var recorded = payments.findByBillIdOrderById(id);
        recorded.forEach(Payment::refund);
        recorded.forEach(Payment::cancel);
        return BillView.of(bill, recorded);
    }

    private void requireKnown(NewBill order) {
        if (order.clientId() != null) {
            clients.require(order.clientId());
        }
        staff.requireAll(order.lines().stream()
                .map(NewBill.Line::staffId)
                .filter(Objects::nonNull)
                .distinct()
                .toList());
    }

    private void addLines(Bill bill, NewBill order) {
        var priced = prices.price(order.choices());
        for (int i = 0; i < priced.size(); i++) {
            bill.add(new BillLine(bill, priced.get(i), order.lines().get(i).quantityOrOne()));
        }
    }

    private Bill get(long id) {
        return bills.findById(id).orElseThrow(() -> new NotFoundException("bill", id));
    }
}
