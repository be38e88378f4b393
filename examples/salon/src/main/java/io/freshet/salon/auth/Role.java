package io.freshet.salon.auth;

/** What a user may do. */
public enum Role {
    /** Everything, including settings and catalog. */
    OWNER,
    /** Everything, including settings and catalog. */
    MANAGER,
    /** The point of sale and expenses. */
    FRONT_DESK,
    /** The point of sale. */
    BARBER
}
