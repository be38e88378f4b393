package io.freshet.salon.quote;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

import java.util.List;

/** A quote as it should be now; without a status it keeps the one it has. It becomes accepted by being accepted only. */
public record QuoteReplacement(
        @Schema(example = "1") @Positive long clientId,

        @Schema(example = "Wedding party of ten") @NotBlank @Size(max = 200)
        String title,

        @Schema(example = "SENT") @Nullable QuoteStatus status,
        @NotEmpty @Size(max = 100) List<@NotNull @Valid NewQuoteItem> items,
        @Nullable Long version) {

    @AssertTrue(message = "must not be ACCEPTED: accept the quote instead")
    boolean isStatusToBeSet() {
        return status != QuoteStatus.ACCEPTED;
    }
}
