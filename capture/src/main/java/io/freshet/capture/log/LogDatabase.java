package io.freshet.capture.log;

import io.freshet.capture.jdbc.PostgresTransactionTags;
import io.freshet.capture.jdbc.Written;
import io.freshet.capture.postgres.ConnectionSource;
import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;

/**
 * What is asked of the database beside the log itself, on one ordinary connection. It is opened when first needed, and again after a failure.
 * Each statement commits by itself, on the disk of this server: while a standby hangs, what is told must not hang with it, and after a failover
 * to that standby nothing counts that was cached before. For one thread at a time; blocks up to the timeout.
 */
final class LogDatabase implements AutoCloseable {

    private static final int ROOM_FOR_ANSWERS_MILLIS = 1_000;

    private final ConnectionSource source;
    private final Duration timeout;
    private final LogSql sql;
    private final PostgresTransactionTags tags;
    private @Nullable Connection connection;

    LogDatabase(ConnectionSource source, String schema, Duration timeout) {
        this.source = source;
        this.timeout = timeout;
        this.sql = new LogSql(schema);
        this.tags = PostgresTransactionTags.inSchema(schema);
    }

    /** Asks a new question: answers its number. */
    long ask() throws SQLException {
        return number(sql.ask());
    }

    /** The newest question. */
    long asked() throws SQLException {
        return number(sql.asked());
    }

    /** The newest question that was answered. */
    long told() throws SQLException {
        return number(sql.told());
    }

    /** Answers all questions up to this one. */
    void tell(long question) throws SQLException {
        run(sql.tell(), statement -> {
            statement.setLong(1, question);
            statement.execute();
            return true;
        });
    }

    /** Puts tags into the outbox. */
    void tell(Set<String> names) throws SQLException {
        tags.collect(opened(), new Written(Set.of(), false, names));
    }

    /** What is visible now. */
    Snapshot snapshot() throws SQLException {
        return run(sql.snapshot(), statement -> {
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return Snapshot.of(row.getString(1));
            }
        });
    }

    /** The present end of the log, all of which is on disk then, so that it will be decoded. */
    long flushedEnd() throws SQLException {
        long[] ends = run(sql.ends(), statement -> {
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return new long[] {row.getLong(1), row.getLong(2)};
            }
        });
        if (ends[1] < ends[0]) {
            run(sql.flush(), PreparedStatement::execute);
        }
        return ends[0];
    }

    /** The position up to which readers have told the log. */
    long recorded() throws SQLException {
        return number(sql.recorded());
    }

    /** Notes a position up to which the log is told. */
    void record(long position) throws SQLException {
        run(sql.record(), statement -> {
            statement.setLong(1, position);
            return statement.execute();
        });
    }

    /** From now on nothing counts that was certified before. */
    void forgetBefore() throws SQLException {
        run(sql.forgetBefore(), PreparedStatement::execute);
    }

    SlotState slot(String name) throws SQLException {
        return run(sql.slot(), statement -> {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? new SlotState(
                                true,
                                row.getBoolean(4),
                                row.getBoolean(2),
                                row.getInt(1),
                                row.getLong(6),
                                row.getLong(3),
                                row.getLong(5))
                        : SlotState.NONE;
            }
        });
    }

    void terminate(int process) throws SQLException {
        run(sql.terminate(), statement -> {
            statement.setInt(1, process);
            return statement.execute();
        });
    }

    /** The connection, for questions to the catalog. */
    Connection opened() throws SQLException {
        Connection present = connection;
        if (present == null) {
            present = source.open();
            connection = present;
            present.setNetworkTimeout(Runnable::run, Math.toIntExact(timeout.toMillis()) + ROOM_FOR_ANSWERS_MILLIS);
            present.setAutoCommit(true);
            present.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            try (Statement statement = present.createStatement()) {
                statement.execute("SET synchronous_commit = local");
            }
        }
        return present;
    }

    private long number(String text) throws SQLException {
        return run(text, statement -> {
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        });
    }

    private <T> T run(String text, Work<T> work) throws SQLException {
        try (PreparedStatement statement = opened().prepareStatement(text)) {
            statement.setQueryTimeout(Math.toIntExact(Math.max(1, timeout.toSeconds())));
            return work.run(statement);
        }
    }

    /** Closes the connection; the next call opens another one. Its source may be a pool, so settings do not stay. */
    @Override
    public void close() {
        Connection present = connection;
        connection = null;
        if (present != null) {
            try (present;
                    Statement statement = present.createStatement()) {
                statement.execute("RESET synchronous_commit");
            } catch (SQLException e) {
                System.getLogger(LogDatabase.class.getName())
                        .log(System.Logger.Level.DEBUG, "A broken connection could not be reset", e);
            }
        }
    }

    private interface Work<T> {
        T run(PreparedStatement statement) throws SQLException;
    }
}
