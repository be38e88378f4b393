package io.freshet.salon.quote;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/** A quote with its positions, as the API shows it. */
public record QuoteView(
        long id,
        long clientId,
        QuoteStatus status,
        String title,
        long totalMinor,
        Instant createdAt,
        @Nullable Instant acceptedAt,
        List<QuoteItemView> items,
        long version) {

    public QuoteView {
        items = List.copyOf(items);
    }
}
