package io.freshet.salon.purchase;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

import java.time.LocalDate;

/** What to change in the papers of an invoice; null leaves as it is. */
public record InvoicePatch(
        @Schema(example = "2026-0816") @Size(min = 1, max = 100) @Nullable
        String number,

        @Schema(example = "2026-12-31") @Nullable LocalDate dueDate,

        @Schema(example = "Paid by transfer") @Size(max = 2000) @Nullable
        String notes,

        @Nullable Long version) {}
