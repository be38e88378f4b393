package io.freshet.salon.purchase;

import io.freshet.salon.expense.PurchaseExpenses;
import io.freshet.salon.inventory.SkuDirectory;
import io.freshet.salon.inventory.StockLedger;
import io.freshet.salon.problem.NotFoundException;
import io.freshet.salon.settings.BusinessClock;
import io.freshet.salon.supplier.SupplierDirectory;
import io.freshet.salon.web.Paged;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Sort;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes down invoices, corrects them, and takes in what they bring: stock and an expense. */
@Service
@Transactional
public class InvoiceService {

    private static final Sort NEWEST_FIRST = Sort.by("businessDate", "id").descending();

    private final InvoiceRepository invoices;
    private final SupplierDirectory suppliers;
    private final SkuDirectory skus;
    private final StockLedger ledger;
    private final PurchaseExpenses expenses;
    private final BusinessClock clock;

    InvoiceService(
            InvoiceRepository invoices,
            SupplierDirectory suppliers,
            SkuDirectory skus,
            StockLedger ledger,
            PurchaseExpenses expenses,
            BusinessClock clock) {
        this.invoices = invoices;
        this.suppliers = suppliers;
        this.skus = skus;
        this.ledger = ledger;
        this.expenses = expenses;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public Paged<InvoiceSummary> list(@Nullable InvoiceStatus status, int page, int size) {
        var request = PageRequest.of(page, size, NEWEST_FIRST);
        var found = status == null ? invoices.findAll(request) : invoices.findByStatus(status, request);
        return Paged.of(found.map(Invoice::summary));
    }

    @Transactional(readOnly = true)
    public InvoiceView find(long id) {
        return get(id).view();
    }

    public InvoiceView add(NewInvoice invoice) {
        suppliers.require(invoice.supplierId());
        requireSkus(invoice.items());
        var date = invoice.date() != null ? invoice.date() : clock.today();
        return invoices.save(new Invoice(invoice, date)).view();
    }

    public InvoiceView change(long id, InvoicePatch patch) {
        var invoice = get(id);
        invoice.requireVersion(patch.version());
        invoice.change(patch);
        return invoices.saveAndFlush(invoice).view();
    }

    /** Replaces the lines. If the goods are here already, stock and expense follow by the difference. */
    public InvoiceView edit(long id, InvoiceEdit edit) {
        var invoice = get(id);
        invoice.requireVersion(edit.version());
        requireSkus(edit.items());
        var before = invoice.quantities();
        invoice.replaceLines(edit.items());
        if (invoice.isReceived()) {
            ledger.correct(id, differences(before, invoice.quantities()));
            expense(invoice);
        }
        return invoices.saveAndFlush(invoice).view();
    }

    public InvoiceView receive(long id) {
        var invoice = get(id);
        invoice.receive(clock.now().instant());
        ledger.receive(id, invoice.quantities());
        expense(invoice);
        return invoices.saveAndFlush(invoice).view();
    }

    private void expense(Invoice invoice) {
        var description = "Invoice " + invoice.number() + " of " + suppliers.nameOf(invoice.supplierId());
        expenses.ofInvoice(invoice.id(), description, invoice.expenseMinor(), clock.today());
    }

    private void requireSkus(List<InvoiceItem> items) {
        skus.requireAll(items.stream().map(InvoiceItem::skuId).distinct().toList());
    }

    private static Map<Long, Integer> differences(Map<Long, Integer> before, Map<Long, Integer> after) {
        var differences = new TreeMap<>(after);
        before.forEach((skuId, quantity) -> differences.merge(skuId, -quantity, Integer::sum));
        return differences;
    }

    private Invoice get(long id) {
        return invoices.findById(id).orElseThrow(() -> new NotFoundException("invoice", id));
    }
}
