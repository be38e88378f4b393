package io.freshet.capture.postgres;

import io.freshet.relay.OutboxException;
import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** One connection of an outbox. It is opened when first needed, dropped after any failure, and opened again by the next call. */
final class OutboxConnection {

    private static final String DATA_EXCEPTION = "22";

    /** The timeline is that of the log being written: the control file tells it only after the first checkpoint. */
    private static final String IDENTITY = """
            SELECT (SELECT system_identifier FROM pg_control_system()) || '.'
                || CASE WHEN pg_is_in_recovery() THEN (SELECT timeline_id FROM pg_control_checkpoint())
                   ELSE ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::int END || '.'
                || (SELECT oid FROM pg_database WHERE datname = current_database()),
                pg_is_in_recovery()""";

    private final ConnectionSource source;
    private final Duration timeout;
    private @Nullable Connection connection;
    private String identity = "";
    private boolean isNew;

    OutboxConnection(ConnectionSource source, Duration timeout) {
        this.source = source;
        this.timeout = timeout;
    }

    /** Runs a statement, in a transaction of its own. */
    <T> T run(String what, String sql, Work<PreparedStatement, T> work) {
        return use(what, present -> {
            try (PreparedStatement statement = present.prepareStatement(sql)) {
                return work.run(statement);
            }
        });
    }

    /** Does something with the connection, which commits by itself. */
    <T> T use(String what, Work<Connection, T> work) {
        try {
            return work.run(opened());
        } catch (SQLException e) {
            if (e.getSQLState() == null || !e.getSQLState().startsWith(DATA_EXCEPTION)) {
                drop();
            }
            throw new OutboxException("Cannot " + what + ": " + e.getMessage(), e);
        }
    }

    /** The server, timeline and database of the present connection, which is opened if there is none. */
    String identity() {
        try {
            opened();
            return identity;
        } catch (SQLException e) {
            drop();
            throw new OutboxException("Cannot connect to the outbox: " + e.getMessage(), e);
        }
    }

    /** Whether no read has succeeded on the present connection. */
    boolean isNew() {
        return isNew;
    }

    void hasRead() {
        isNew = false;
    }

    private Connection opened() throws SQLException {
        Connection present = connection;
        if (present == null) {
            present = source.open();
            connection = present;
            prepare(present);
            isNew = true;
        }
        return present;
    }

    private void prepare(Connection fresh) throws SQLException {
        fresh.setNetworkTimeout(
                Runnable::run, Math.toIntExact(timeout.plusSeconds(1).toMillis()));
        fresh.setAutoCommit(true);
        fresh.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        try (Statement statement = fresh.createStatement()) {
            statement.execute(
                    "SET synchronous_commit = on; SET enable_seqscan = off; SET plan_cache_mode = force_generic_plan;"
                            + " SET statement_timeout = "
                            + timeout.toMillis());
            try (ResultSet row = statement.executeQuery(IDENTITY)) {
                row.next();
                identity = row.getString(1);
                if (row.getBoolean(2)) {
                    throw new SQLException(
                            "this server is a standby, which does not know what the primary has committed");
                }
            }
        }
    }

    /** Gives the connection back. Its source may be a pool, so settings do not stay. */
    void close() {
        Connection present = connection;
        connection = null;
        if (present != null) {
            try (present;
                    Statement statement = present.createStatement()) {
                statement.execute(
                        "RESET synchronous_commit; RESET enable_seqscan; RESET plan_cache_mode; RESET statement_timeout");
            } catch (SQLException e) {
                abort(present);
            }
        }
    }

    private void drop() {
        Connection present = connection;
        connection = null;
        if (present != null) {
            abort(present);
        }
    }

    private static void abort(Connection broken) {
        try (broken) {
            broken.abort(Runnable::run);
        } catch (SQLException e) {
            System.getLogger(OutboxConnection.class.getName())
                    .log(System.Logger.Level.DEBUG, "A broken connection could not be closed", e);
        }
    }

    /** What is done with a connection or a statement. */
    interface Work<S, T> {
        T run(S given) throws SQLException;
    }
}
