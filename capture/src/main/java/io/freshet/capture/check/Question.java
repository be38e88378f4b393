package io.freshet.capture.check;

import io.freshet.check.Finding;

import java.sql.Connection;
import java.sql.SQLException;

/** One thing that the database is asked. Thread-safe. */
interface Question {

    /** What it is about. */
    DatabaseTopic topic();

    /**
     * Asks, blocking.
     *
     * @param connection commits by itself
     */
    Finding ask(Connection connection) throws SQLException;

    /** A question about a topic. */
    static Question of(DatabaseTopic topic, Asking asking) {
        return new Question() {
            @Override
            public DatabaseTopic topic() {
                return topic;
            }

            @Override
            public Finding ask(Connection connection) throws SQLException {
                return asking.ask(connection);
            }
        };
    }

    /** How it is asked. */
    @FunctionalInterface
    interface Asking {

        /** Asks, blocking. */
        Finding ask(Connection connection) throws SQLException;
    }
}
