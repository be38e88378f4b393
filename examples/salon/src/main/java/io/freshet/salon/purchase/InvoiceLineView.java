package io.freshet.salon.purchase;

/** A line of an invoice as the API shows it. */
public record InvoiceLineView(long skuId, int quantity, long unitCostMinor, long totalMinor) {}
