package io.freshet.salon.pos;

import io.freshet.salon.problem.NotFoundException;
import io.freshet.salon.settings.BusinessClock;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Records, corrects and deletes the payments of open bills. */
@Service
@Transactional
public class PaymentService {

    private final BillRepository bills;
    private final PaymentRepository payments;
    private final BusinessClock clock;

    PaymentService(BillRepository bills, PaymentRepository payments, BusinessClock clock) {
        this.bills = bills;
        this.payments = payments;
        this.clock = clock;
    }

    public PaymentView add(long billId, NewPayment request) {
        var bill = getOpenBill(billId);
        if (!request.isPending()) {
            bill.pay(request.amountMinor());
        }
        return payments.save(new Payment(bill, request, clock.now())).view();
    }

    public PaymentView change(long billId, long id, PaymentPatch patch) {
        var bill = getOpenBill(billId);
        var payment = get(billId, id);
        payment.requireVersion(patch.version());
        long before = payment.amountMinor();
        payment.change(patch);
        if (payment.isConfirmed()) {
            bill.unpay(before);
            bill.pay(payment.amountMinor());
        }
        return payments.saveAndFlush(payment).view();
    }

    public void delete(long billId, long id) {
        var bill = getOpenBill(billId);
        var payment = get(billId, id);
        if (payment.isConfirmed()) {
            bill.unpay(payment.amountMinor());
        }
        payments.delete(payment);
    }

    private Bill getOpenBill(long id) {
        var bill = bills.findById(id).orElseThrow(() -> new NotFoundException("bill", id));
        bill.requireOpen();
        return bill;
    }

    private Payment get(long billId, long id) {
        return payments.findByIdAndBillId(id, billId).orElseThrow(() -> new NotFoundException("payment", id));
    }
}
