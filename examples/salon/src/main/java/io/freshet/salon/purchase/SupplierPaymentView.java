package io.freshet.salon.purchase;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;

/** A payment to a supplier as the API shows it. */
public record SupplierPaymentView(
        long id,
        long supplierId,
        @Nullable Long invoiceId,
        SupplierPaymentMethod method,
        long amountMinor,
        LocalDate date) {}
