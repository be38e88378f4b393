package io.freshet.salon.purchase;

import io.freshet.salon.web.Paged;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The invoices of suppliers. */
@RestController
@RequestMapping("/api/purchases/invoices")
class InvoiceController {

    private final InvoiceService invoices;

    InvoiceController(InvoiceService invoices) {
        this.invoices = invoices;
    }

    @GetMapping
    Paged<InvoiceSummary> list(
            @RequestParam(required = false) @Nullable InvoiceStatus status,
            @RequestParam(defaultValue = "0") @PositiveOrZero @Max(Paged.LAST_PAGE) int page,
            @RequestParam(defaultValue = "50") @Positive @Max(500) int size) {
        return invoices.list(status, page, size);
    }

    @GetMapping("/{id}")
    InvoiceView find(@PathVariable long id) {
        return invoices.find(id);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    InvoiceView add(@Valid @RequestBody NewInvoice invoice) {
        return invoices.add(invoice);
    }

    @PatchMapping("/{id}")
    InvoiceView change(@PathVariable long id, @Valid @RequestBody InvoicePatch patch) {
        return invoices.change(id, patch);
    }

    @PostMapping("/{id}/edit")
    InvoiceView edit(@PathVariable long id, @Valid @RequestBody InvoiceEdit edit) {
        return invoices.edit(id, edit);
    }

    @PostMapping("/{id}/receive")
    InvoiceView receive(@PathVariable long id) {
        return invoices.receive(id);
    }
}
