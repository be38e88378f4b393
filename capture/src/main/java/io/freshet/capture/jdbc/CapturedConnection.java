package io.freshet.capture.jdbc;

import java.util.Collection;

/** What an application may ask of a captured connection, by {@code connection.unwrap(CapturedConnection.class)}. As thread-safe as JDBC. */
public interface CapturedConnection {

    /**
     * Adds tags to the present transaction: they are raised if and when it commits. Outside a transaction they wait for the next
     * commit.
     */
    void touch(Collection<String> tagNames);

    /** Whether the present transaction has executed anything that may write. */
    boolean isWriting();

    /** How many statements the present transaction has executed. */
    int statements();
}
