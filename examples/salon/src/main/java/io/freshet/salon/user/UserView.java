package io.freshet.salon.user;

/** A user as the API shows it. */
public record UserView(long id, String email, String name, Role role, long version) {}
