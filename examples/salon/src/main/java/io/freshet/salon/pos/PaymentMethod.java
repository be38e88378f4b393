package io.freshet.salon.pos;

/** What a customer pays with. */
public enum PaymentMethod {
    CASH,
    CARD,
    TRANSFER,
    VOUCHER
}
