package io.freshet.salon.quote;

/** The quotes of one status: how many they are, how many positions they have, and what they come to. */
public record QuoteTotals(QuoteStatus status, long quotes, long items, long totalMinor) {}
