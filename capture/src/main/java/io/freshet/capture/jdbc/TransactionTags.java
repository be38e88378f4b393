package io.freshet.capture.jdbc;

import io.freshet.change.ChangeSet;

import java.sql.Connection;
import java.sql.SQLException;

/** Tells, just before a commit, which tags the transaction raises. Thread-safe. */
@FunctionalInterface
public interface TransactionTags {

    /**
     * The tags of the present transaction. One round trip at the most.
     *
     * @param connection the connection within its transaction; must be neither committed nor rolled back
     * @param written what its statements were seen to write
     * @throws SQLException if it cannot be told: the transaction is then rolled back
     */
    ChangeSet collect(Connection connection, Written written) throws SQLException;
}
