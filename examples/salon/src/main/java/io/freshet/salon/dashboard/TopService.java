package io.freshet.salon.dashboard;

/** How often a service was sold on a day, and what it brought. */
public record TopService(long serviceId, String name, long quantity, long totalMinor) {}
