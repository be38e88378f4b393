package io.freshet.salon.catalog;

/** An addon as the API shows it. */
public record AddonView(long id, String name, long priceMinor, long version) {}
