package io.freshet.salon.purchase;

import io.freshet.salon.expense.PurchaseExpenses;
import io.freshet.salon.problem.NotFoundException;
import io.freshet.salon.settings.BusinessClock;
import io.freshet.salon.supplier.SupplierDirectory;
import io.freshet.salon.web.Paged;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Sort;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Records what suppliers were paid. Whatever is bought is an expense once: an invoice with its receipt, and what is paid before or without one
 * with the payment.
 */
@Service
@Transactional
public class SupplierPaymentService {

    private static final Sort NEWEST_FIRST = Sort.by("businessDate", "id").descending();

    private final SupplierPaymentRepository payments;
    private final InvoiceRepository invoices;
    private final SupplierDirectory suppliers;
    private final PurchaseExpenses expenses;
    private final BusinessClock clock;

    SupplierPaymentService(
            SupplierPaymentRepository payments,
            InvoiceRepository invoices,
            SupplierDirectory suppliers,
            PurchaseExpenses expenses,
            BusinessClock clock) {
        this.payments = payments;
        this.invoices = invoices;
        this.suppliers = suppliers;
        this.expenses = expenses;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public Paged<SupplierPaymentView> list(int page, int size) {
        return Paged.of(
                payments.findAll(PageRequest.of(page, size, NEWEST_FIRST)).map(SupplierPayment::view));
    }

    public SupplierPaymentView record(NewSupplierPayment request) {
        var supplier = suppliers.nameOf(request.supplierId());
        var date = request.date() != null ? request.date() : clock.today();
        if (!settlesReceived(request)) {
            expenses.ofPayment("Payment to " + supplier, request.amountMinor(), date);
        }
        return payments.save(new SupplierPayment(request, date)).view();
    }

    /** Counts the payment on its invoice, and says whether that is an expense already. */
    private boolean settlesReceived(NewSupplierPayment request) {
        var invoiceId = request.invoiceId();
        if (invoiceId == null) {
            return false;
        }
        var invoice = invoices.findById(invoiceId)
                .filter(found -> found.supplierId() == request.supplierId())
                .orElseThrow(() -> new NotFoundException("invoice of this supplier", invoiceId));
        invoice.pay(request.amountMinor());
        return invoice.isReceived();
    }
}
