package io.freshet.salon.user;

/** A user as tokens say it. */
public record Account(long id, long tenantId, Role role) {}
