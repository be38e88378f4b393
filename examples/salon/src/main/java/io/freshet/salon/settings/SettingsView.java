package io.freshet.salon.settings;

import java.time.LocalTime;

/** The settings of a tenant, as read on every receipt. Prices include the tax. */
public record SettingsView(
        String businessName,
        String currency,
        int taxBasisPoints,
        LocalTime opensAt,
        LocalTime closesAt,
        String receiptFooter,
        long revision,
        long version) {

    private static final long BASIS_POINTS = 10_000;

    /** The tax that is contained in an amount. */
    public long taxWithin(long grossMinor) {
        return grossMinor * taxBasisPoints / (BASIS_POINTS + taxBasisPoints);
    }
}
