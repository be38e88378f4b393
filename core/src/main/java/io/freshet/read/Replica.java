package io.freshet.read;

import org.jspecify.annotations.Nullable;

/** A copy of the database that lags behind, which loads may read where it shows enough. Thread-safe. */
@FunctionalInterface
public interface Replica {

    /**
     * Lets the loads of the calling thread read the copy until the scope is closed. May block for a short time to ask how far the copy is.
     *
     * @param snapshot the least that the copy must show, as the outbox names it
     * @return null if it does not show that, or cannot be asked: the load then reads the primary
     */
    @Nullable
    Scope open(String snapshot);

    /** Lets the calling thread read the primary until the scope is closed, though a scope around it lets it read the copy. */
    default Scope primary() {
        return () -> {};
    }

    /** There is none. */
    static Replica none() {
        return snapshot -> null;
    }

    /** While it is open, the calling thread reads the copy. Closed by the same thread. */
    interface Scope extends AutoCloseable {
        @Override
        void close();
    }
}
