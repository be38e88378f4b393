package io.freshet.salon.dashboard;

/** A client and the quotes that it accepted. */
public record TopClient(long clientId, String name, long quotes, long totalMinor) {}
