package io.freshet.salon.dashboard;

/** The business as a whole: accepted quotes, clients and expenses since the beginning. */
public record Kpis(
        long acceptedQuotes,
        long acceptedMinor,
        long averageQuoteMinor,
        long clients,
        long clientsWithQuote,
        long expenses,
        long expensesMinor) {}
