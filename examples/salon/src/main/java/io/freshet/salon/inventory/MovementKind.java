package io.freshet.salon.inventory;

/** Why the stock has changed. */
public enum MovementKind {
    /** Delivered with an invoice. */
    RECEIPT,
    /** What an invoice said was corrected after its receipt. */
    CORRECTION,
    /** Sold with a bill. */
    SALE,
    /** Came back when its bill was voided or refunded. */
    RETURN,
    /** Counted, lost or found, and approved. */
    ADJUSTMENT
}
