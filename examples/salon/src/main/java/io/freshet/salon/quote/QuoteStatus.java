package io.freshet.salon.quote;

/** How far a quote has come. */
public enum QuoteStatus {
    DRAFT,
    SENT,
    ACCEPTED,
    REJECTED
}
