package io.freshet.salon.pos;

import io.freshet.salon.problem.ConflictException;
import io.freshet.salon.problem.NotFoundException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Takes note that a pending payment has come in, and gives single payments back. */
@Service
@Transactional
public class PaymentSettlement {

    private final BillRepository bills;
    private final PaymentRepository payments;

    PaymentSettlement(BillRepository bills, PaymentRepository payments) {
        this.bills = bills;
        this.payments = payments;
    }

    /** Counts a pending payment towards its bill. */
    public PaymentView confirm(long id) {
        var payment = get(id);
        if (!payment.isPending()) {
            throw new ConflictException("Payment " + id + " is not pending");
        }
        billOf(payment).pay(payment.amountMinor());
        payment.confirm();
        return payments.saveAndFlush(payment).view();
    }

    /** Pays a confirmed payment back. The bill itself is refunded as a whole, with all of its payments, where bills are. */
    public PaymentView refund(long id) {
        var payment = get(id);
        if (!payment.isConfirmed()) {
            throw new ConflictException("Payment " + id + " is not confirmed");
        }
        billOf(payment).payBack(payment.amountMinor());
        payment.refund();
        return payments.saveAndFlush(payment).view();
    }

    private Bill billOf(Payment payment) {
        return bills.findById(payment.billId()).orElseThrow(() -> new NotFoundException("bill", payment.billId()));
    }

    private Payment get(long id) {
        return payments.findById(id).orElseThrow(() -> new NotFoundException("payment", id));
    }
}
