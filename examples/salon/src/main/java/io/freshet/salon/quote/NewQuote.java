package io.freshet.salon.quote;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;

import java.util.List;

/** A quote to draft. */
public record NewQuote(
        @Schema(example = "1") @Positive long clientId,

        @Schema(example = "Wedding party") @NotBlank @Size(max = 200)
        String title,

        @NotEmpty @Size(max = 100) List<@NotNull @Valid NewQuoteItem> items) {}
