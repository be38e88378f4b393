package io.freshet.bench.groups;

import java.util.function.LongSupplier;

/** The cache of one application instance, with groups of entries that can be invalidated together. Thread-safe. */
interface GroupCache extends AutoCloseable {

    /** Returns the cached value, or what the loader returns, which is then cached. */
    long get(Group group, int entry, LongSupplier loader);

    /** Invalidates all entries of a group, on all instances; returns when its caller may take that for done. */
    void invalidate(Group group);

    @Override
    void close();

    /** The groups: one that is invalidated, and one that must not notice. */
    enum Group {
        INVALIDATED(1_000),
        OTHER(100);

        private final int entries;

        Group(int entries) {
            this.entries = entries;
        }

        int entries() {
            return entries;
        }

        /** Returns what keys, tags and caches of the group are called. */
        String label() {
            return "group-" + ordinal();
        }
    }
}
