package io.freshet.salon.settings;

import java.time.LocalTime;
import java.time.ZoneId;

/** The settings of a tenant, as read on every receipt. Prices include the tax. */
public record SettingsView(
        String businessName,
        String currency,
        int taxBasisPoints,
        LocalTime opensAt,
        LocalTime closesAt,
        String timeZone,
        String receiptFooter,
        long revision,
        long version) {

    private static final long BASIS_POINTS = 10_000;

    /** The zone in which the business day begins and ends. */
    ZoneId zone() {
        return ZoneId.of(timeZone);
    }

    /** The tax that is contained in an amount. */
    public long taxWithin(long grossMinor) {
        return grossMinor * taxBasisPoints / (BASIS_POINTS + taxBasisPoints);
    }
}
