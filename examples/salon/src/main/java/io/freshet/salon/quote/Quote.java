package io.freshet.salon.quote;

import io.freshet.salon.money.Money;
import io.freshet.salon.problem.ConflictException;
import io.freshet.salon.tenant.TenantOwned;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

import static java.util.Objects.requireNonNullElse;

/** An offer to a client. Once accepted it stays as it is. */
@Entity
public class Quote extends TenantOwned {

    private long clientId;

    @Enumerated(EnumType.STRING)
    private QuoteStatus status;

    private String title;
    private long totalMinor;
    private Instant createdAt;
    private @Nullable Instant acceptedAt;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected Quote() {}

    Quote(NewQuote quote, Instant at) {
        this.createdAt = at;
        replace(quote.clientId(), quote.title(), QuoteStatus.DRAFT, quote.items());
    }

    void change(QuoteReplacement quote) {
        requireOpen();
        replace(quote.clientId(), quote.title(), requireNonNullElse(quote.status(), status), quote.items());
    }

    private void replace(long forClient, String named, QuoteStatus is, List<NewQuoteItem> items) {
        long total = items.stream().mapToLong(NewQuoteItem::totalMinor).sum();
        if (total > Money.MOST_MINOR) {
            throw new ConflictException("A quote cannot be larger than " + Money.MOST_MINOR);
        }
        clientId = forClient;
        title = named;
        status = is;
        totalMinor = total;
    }

    void accept(Instant at) {
        if (status == QuoteStatus.REJECTED) {
            throw new ConflictException("Quote " + id() + " is REJECTED");
        }
        requireOpen();
        status = QuoteStatus.ACCEPTED;
        acceptedAt = at;
    }

    /** Refuses if the quote was accepted. */
    void requireOpen() {
        if (status == QuoteStatus.ACCEPTED) {
            throw new ConflictException("Quote " + id() + " is ACCEPTED");
        }
    }

    QuoteView view(List<QuoteItem> items) {
        return new QuoteView(
                id(),
                clientId,
                status,
                title,
                totalMinor,
                createdAt,
                acceptedAt,
                items.stream().map(QuoteItem::view).toList(),
                version());
    }
}
