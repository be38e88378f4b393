package io.freshet.salon.purchase;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;
import java.util.List;

/** An invoice with its lines, as the API shows it. */
public record InvoiceView(
        long id,
        long supplierId,
        String number,
        InvoiceStatus status,
        LocalDate date,
        @Nullable LocalDate dueDate,
        String notes,
        long totalMinor,
        long paidMinor,
        List<InvoiceLineView> lines,
        long version) {

    public InvoiceView {
        lines = List.copyOf(lines);
    }
}
