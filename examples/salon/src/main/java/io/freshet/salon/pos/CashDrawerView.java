package io.freshet.salon.pos;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.LocalDate;

/** The cash drawer as the API shows it; what is expected and counted is known when it is closed. */
public record CashDrawerView(
        long id,
        LocalDate date,
        Instant openedAt,
        @Nullable Instant closedAt,
        long openingMinor,
        @Nullable Long expectedMinor,
        @Nullable Long countedMinor) {}
