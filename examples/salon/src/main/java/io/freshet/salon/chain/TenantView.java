package io.freshet.salon.chain;

import io.freshet.salon.user.UserView;

/** A salon that has just been opened, with its owner, as the API shows it. */
public record TenantView(long id, String name, String timeZone, UserView owner) {}
