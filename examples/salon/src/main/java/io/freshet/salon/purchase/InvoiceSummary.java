package io.freshet.salon.purchase;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;

/** An invoice without its lines, as lists show it. */
public record InvoiceSummary(
        long id,
        long supplierId,
        String number,
        InvoiceStatus status,
        LocalDate date,
        @Nullable LocalDate dueDate,
        long totalMinor,
        long paidMinor) {}
