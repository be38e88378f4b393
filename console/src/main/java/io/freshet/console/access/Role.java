package io.freshet.console.access;

/** What somebody may do, from the least to the most. */
public enum Role {
    /** Looks, but sees no values. */
    VIEWER,
    /** Invalidates too. */
    OPERATOR,
    /** Switches, sets, and sees values where the settings allow it. */
    ADMIN;

    /** Whether whoever has this one may do what the other may. */
    public boolean includes(Role other) {
        return compareTo(other) >= 0;
    }
}
