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

    /**
     * The same, and where this can do so in that round trip, the commit as well. Who calls it commits in any case: a connection whose
     * transaction has ended has nothing left to do then. Only where a plain commit of a local transaction is what comes next.
     *
     * @throws SQLException if it cannot be told, with the transaction still open; or what the commit threw, with the transaction over
     */
    default ChangeSet collectBeforeCommit(Connection connection, Written written) throws SQLException {
        return collect(connection, written);
    }

    /** Whether all that is told is kept in an outbox, so that what has no transaction there is to be kept by itself. */
    default boolean isKept() {
        return false;
    }

    /** Which rows the statements of its connections tell. Those that it is not told of it learns as whole tables. */
    default CountedRows rows() {
        return CountedRows.none();
    }
}
