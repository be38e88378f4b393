package io.freshet.entry;

/** Where an entry was found. */
public enum Tier {
    /** In process. */
    L1,
    /** In the shared tier. */
    L2
}
