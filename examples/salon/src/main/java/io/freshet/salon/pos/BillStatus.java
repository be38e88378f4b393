package io.freshet.salon.pos;

/** How far a bill has come. */
public enum BillStatus {
    /** Can be paid, completed and voided. */
    OPEN,
    /** Paid in full. */
    COMPLETED,
    /** Given up before anything was paid. */
    VOIDED,
    /** Paid, and paid back. */
    REFUNDED
}
