package io.freshet.salon.purchase;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

import java.util.List;

/** All goods of an invoice as they should have been. */
public record InvoiceEdit(
        @NotEmpty @Size(max = 200) List<@NotNull @Valid InvoiceItem> items,
        @Nullable Long version) {}
