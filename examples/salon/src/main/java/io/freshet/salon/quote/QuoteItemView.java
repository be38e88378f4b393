package io.freshet.salon.quote;

/** A position of a quote as the API shows it. */
public record QuoteItemView(String description, int quantity, long unitPriceMinor, long totalMinor) {}
