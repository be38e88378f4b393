package io.freshet.salon.purchase;

/** What a supplier is paid with. */
public enum SupplierPaymentMethod {
    CASH,
    CARD,
    TRANSFER
}
