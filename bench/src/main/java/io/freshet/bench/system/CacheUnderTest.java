package io.freshet.bench.system;

import javax.sql.DataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.LongSupplier;

/**
 * The cache of one application instance: its own connections and its own L1. All instances of a system share one Redis
 * and one cache name. Thread-safe.
 */
public interface CacheUnderTest extends AutoCloseable {

    /** Returns the cached value, or what the loader returns, which is then cached for {@link SystemUnderTest#TTL}. */
    long get(int key, LongSupplier loader);

    /** Invalidates a key, as the system's documentation tells its users to after a commit. */
    void evict(int key);

    /**
     * Runs a write in a transaction of its own, and returns when its caller may take it for done. By default it commits
     * and then evicts; a system that captures writes by itself does its own work around the commit instead.
     *
     * @param key what the write changes
     */
    default void write(int key, DataSource database, Write write) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            write.in(connection);
            connection.commit();
        }
        evict(key);
    }

    /** Closes connections and threads. */
    @Override
    void close();

    /** Statements that change the database. They neither commit nor roll back. */
    @FunctionalInterface
    interface Write {
        void in(Connection connection) throws SQLException;
    }
}
