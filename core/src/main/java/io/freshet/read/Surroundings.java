package io.freshet.read;

/** Tells a read in what it takes place: a transaction that has written must neither trust the cache nor fill it. Thread-safe. */
@FunctionalInterface
public interface Surroundings {

    /** What a read on the calling thread may do. */
    Trust trust();

    /** Whether the calling thread is in a transaction, whose connection a load must then use. */
    default boolean isTransaction() {
        return false;
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
        /** Neither. */
        NONE
    }
}
