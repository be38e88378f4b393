package io.freshet.salon.purchase;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

import java.time.LocalDate;
import java.util.List;

/** An invoice to write down; without a date it is of today. A supplier gives each number once. */
public record NewInvoice(
        @Schema(example = "1") @Positive long supplierId,

        @Schema(example = "2026-0815") @NotBlank @Size(max = 100)
        String number,

        @Schema(example = "2026-11-20") @Nullable LocalDate date,
        @Schema(example = "2026-12-20") @Nullable LocalDate dueDate,

        @Schema(example = "Ordered by phone") @Size(max = 2000) @Nullable
        String notes,

        @NotEmpty @Size(max = 200) List<@NotNull @Valid InvoiceItem> items) {}
