package io.freshet.read;

import org.jspecify.annotations.Nullable;

/** Tells a read in what it takes place: a transaction that has written must neither trust the cache nor fill it. Thread-safe. */
@FunctionalInterface
public interface Surroundings {

    /** What a read on the calling thread may do. */
    Trust trust();

    /** Whether the calling thread is in a transaction, whose connection a load must then use. */
    default boolean isTransaction() {
        return false;
    }

    /**
     * Sets what the calling thread takes place in aside, so that a load starts from nothing; null if that cannot be had soon. To be closed by the
     * same thread. Asked for where {@link Trust#LOAD_APART} was answered.
     */
    default @Nullable Scope apart() {
        return null;
    }

    /** A load that starts from nothing. */
    interface Scope extends AutoCloseable {

        /** What was set aside comes back. */
        @Override
        void close();
    }

    /** No transactions anywhere. */
    static Surroundings none() {
        return () -> Trust.FULL;
    }

    /** What a read may do. */
    enum Trust {
        /** Serve from the cache, and store what it loads. */
        FULL,
        /** Serve from the cache, but store nothing: the transaction has read before, so what it loads may be as old as its first read. */
        SERVE_ONLY,
        /** The same, unless a load can be made apart: then what it loads may be stored. */
        LOAD_APART,
        /** Neither. */
        NONE
    }
}
