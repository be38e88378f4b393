package io.freshet.spring.database;

import io.freshet.capture.CaptureException;

import javax.sql.DataSource;
import java.sql.Connection;
import java.sql.SQLException;

/** What a database is. */
final class Databases {

    private Databases() {}

    static boolean isPostgres(Connection connection) throws SQLException {
        return "PostgreSQL".equals(connection.getMetaData().getDatabaseProductName());
    }

    /** Asks the database; blocks until it answers. */
    static Kind kindOf(DataSource source) {
        try (Connection connection = source.getConnection()) {
            return new Kind(
                    connection.getMetaData().getDatabaseProductName(),
                    isPostgres(connection),
                    connection.getTransactionIsolation() >= Connection.TRANSACTION_REPEATABLE_READ);
        } catch (SQLException e) {
            throw new CaptureException(
                    "Cannot connect to the database to see how its writes can be captured: " + e.getMessage(), e);
        }
    }

    /**
     * A database.
     *
     * @param product its maker's name for it
     * @param isPostgres whether triggers and outbox can be installed
     * @param readsRepeatably whether its transactions do unless told otherwise
     */
    record Kind(String product, boolean isPostgres, boolean readsRepeatably) {}
}
