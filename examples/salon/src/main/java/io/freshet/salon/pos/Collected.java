package io.freshet.salon.pos;

/** What was collected of the pending payments. */
public record Collected(long payments, long amountMinor, long completedBills) {}
