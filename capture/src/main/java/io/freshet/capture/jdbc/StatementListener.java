package io.freshet.capture.jdbc;

import io.freshet.change.ChangeSet;

import java.util.List;

/**
 * Hears what captured connections execute and how that ends, on the thread where it happens. Thread-safe. What it throws reaches the application,
 * so it must not.
 */
public interface StatementListener {

    /** A statement is going to be executed that, as its text says, only reads. */
    default void reads(String sql) {}

    /**
     * A transaction that may have written has committed.
     *
     * @param statements the different texts that may have written, the first 200 of them
     * @param change what it touched; may be empty
     * @param makeEffective makes the change effective; to be called exactly once
     */
    default void committed(List<String> statements, ChangeSet change, Runnable makeEffective) {
        makeEffective.run();
    }

    /** A transaction that may have written was rolled back as a whole. */
    default void rolledBack(List<String> statements) {}

    /** Hears nothing. */
    static StatementListener none() {
        return Deaf.LISTENER;
    }

    /** Hears nothing. */
    enum Deaf implements StatementListener {
        /** The only one. */
        LISTENER
    }
}
