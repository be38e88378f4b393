package io.freshet.salon.catalog;

/** A {@link ServiceChoice} with its present price. */
public record PricedService(ServiceChoice choice, String description, long unitPriceMinor) {}
