package io.freshet.salon.purchase;

import io.freshet.salon.money.Money;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import org.jspecify.annotations.Nullable;

import java.time.LocalDate;

/** A payment to a supplier; without a date it is of today. */
public record NewSupplierPayment(
        @Schema(example = "1") @Positive long supplierId,
        @Positive @Nullable Long invoiceId,
        @Schema(example = "TRANSFER") @NotNull SupplierPaymentMethod method,

        @Schema(example = "5000") @Positive @Max(Money.MOST_MINOR)
        long amountMinor,

        @Schema(example = "2026-11-20") @Nullable LocalDate date) {}
