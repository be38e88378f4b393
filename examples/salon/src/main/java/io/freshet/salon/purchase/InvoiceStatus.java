package io.freshet.salon.purchase;

/** How far an invoice has come. */
public enum InvoiceStatus {
    /** Ordered or announced: nothing has come yet. */
    DRAFT,
    /** The goods are in stock. */
    RECEIVED
}
