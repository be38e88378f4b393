package io.freshet.spring.database;

import io.freshet.capture.CaptureException;
import io.freshet.capture.postgres.OutboxSettings;
import io.freshet.capture.postgres.PostgresOutbox;

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

    /** Whether a data source leads to the PostgreSQL database of this identity, whose outbox is in this schema; blocks until it answers. */
    static boolean is(DataSource source, String schema, String identity) {
        if (!kindOf(source).isPostgres()) {
            return false;
        }
        try (PostgresOutbox asked = PostgresOutbox.of(source::getConnection, schema, OutboxSettings.defaults())) {
            return asked.systemIdentity().equals(identity);
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
