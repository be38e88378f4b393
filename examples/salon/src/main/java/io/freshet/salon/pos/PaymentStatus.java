package io.freshet.salon.pos;

/** How far a payment has come. */
public enum PaymentStatus {
    /** Announced, to be collected. */
    PENDING,
    /** Received. */
    CONFIRMED,
    /** Given up before it was received. */
    CANCELLED,
    /** Received, and paid back. */
    REFUNDED
}
