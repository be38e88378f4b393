package io.freshet.salon.catalog;

/** How many categories, services and addons an import has added or changed. */
public record Imported(int categories, int services, int addons) {}
