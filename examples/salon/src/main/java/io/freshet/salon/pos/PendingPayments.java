package io.freshet.salon.pos;

import io.freshet.salon.settings.BusinessClock;
import io.freshet.salon.web.Paged;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Sort;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.util.Collection;
import java.util.List;
import java.util.Map;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

/** Collects pending payments, and completes the bills that are paid in full by them. */
@Service
public class PendingPayments {

    private final BillRepository bills;
    private final PaymentRepository payments;
    private final GoodsSold goods;
    private final BusinessClock clock;

    PendingPayments(BillRepository bills, PaymentRepository payments, GoodsSold goods, BusinessClock clock) {
        this.bills = bills;
        this.payments = payments;
        this.goods = goods;
        this.clock = clock;
    }

    /** Collects the given payments as far as they are pending and their bills want them, or all such payments if none are given. */
    @Transactional
    public Collected collect(@Nullable List<Long> paymentIds) {
        var pending = pending(paymentIds);
        var billsById = billsOf(pending);
        long count = 0;
        long amountMinor = 0;
        for (var payment : pending) {
            if (collect(payment, billsById.get(payment.billId()))) {
                count++;
                amountMinor += payment.amountMinor();
            }
        }
        return new Collected(count, amountMinor, completePaid(billsById.values()));
    }

    /** The payments that wait to be collected, the oldest first. */
    @Transactional(readOnly = true)
    public Paged<PaymentView> list(int page, int size) {
        var oldestFirst = PageRequest.of(page, size, Sort.by("id"));
        return Paged.of(
                payments.findByStatus(PaymentStatus.PENDING, oldestFirst).map(Payment::view));
    }

    private Map<Long, Bill> billsOf(List<Payment> pending) {
        var ids = pending.stream().map(Payment::billId).distinct().toList();
        return bills.findByIdIn(ids).stream().collect(toMap(Bill::id, identity()));
    }

    private List<Payment> pending(@Nullable List<Long> ids) {
        return ids == null
                ? payments.findByStatusOrderById(PaymentStatus.PENDING)
                : payments.findByStatusAndIdInOrderById(PaymentStatus.PENDING, ids);
    }

    private static boolean collect(Payment payment, @Nullable Bill bill) {
        if (bill == null || !bill.accepts(payment.amountMinor())) {
            return false;
        }
        bill.pay(payment.amountMinor());
        payment.confirm();
        return true;
    }

    private long completePaid(Collection<Bill> changed) {
        var now = clock.now().instant();
        var paid = changed.stream().filter(Bill::isOpen).filter(Bill::isPaid).toList();
        paid.forEach(bill -> bill.complete(now));
        goods.leave(paid.stream().map(Bill::id).toList());
        return paid.size();
    }
}
