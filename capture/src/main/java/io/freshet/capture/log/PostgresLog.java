package io.freshet.capture.log;

import io.freshet.capture.CaptureException;
import io.freshet.capture.postgres.CaptureOptions;
import io.freshet.capture.postgres.Installation;
import io.freshet.capture.postgres.LoggedTables;
import io.freshet.capture.postgres.PostgresCapture;
import io.freshet.tag.Shapes;

import javax.sql.DataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes a PostgreSQL database (14 or later) tell the changes of tables by its log, where they may not have triggers, and takes that away again.
 *
 * <p>This needs {@code wal_level = logical}, a role with REPLICATION that reads the log, and for each table somebody who owns it: it becomes part
 * of a publication. What the present role may not do is said as SQL in the exception. What is up to date is left alone and locks nothing. All
 * methods block, are thread-safe, and throw {@link CaptureException}.
 */
public final class PostgresLog {

    private static final String LOCKED = "55P03";
    private static final long LOCK = 0x667265736865744cL;

    private PostgresLog() {}

    /**
     * Brings outbox and publications up to date, and registers the shapes. A shape that cannot be installed is left out if the log
     * tells its whole table already.
     *
     * @throws CaptureException if the server or the role will not do; with what helps
     */
    public static Installation install(DataSource database, Shapes shapes, CaptureOptions options) {
        Installation outbox = PostgresCapture.install(database, new Shapes(Set.of()), options);
        return on(database, connection -> {
            requireLogicalLog(connection);
            LoggedTables tables = new LoggedTables(connection, options.tenantColumn());
            LogPlan plan = new LogPlan(connection, tables);
            if (plan.missing(shapes, options.applicationRoles()).isEmpty()) {
                return new Installation(outbox.schema(), outbox.steps(), shapes);
            }
            try {
                List<String> done = inTransaction(
                        connection, options, tables, () -> plan.missing(shapes, options.applicationRoles()));
                return new Installation(outbox.schema(), joined(outbox.steps(), done), shapes);
            } catch (CaptureException e) {
                if (!plan.missing(shapes.whole(), options.applicationRoles()).isEmpty()) {
                    throw e;
                }
                return new Installation(outbox.schema(), outbox.steps(), plan.told(shapes));
            }
        });
    }

    private static List<String> joined(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    /**
     * The SQL of all that an installation would still do, for the owner of the tables; empty if all is up to date. Changes nothing. The outbox
     * must be there: see {@link PostgresCapture#script}.
     */
    public static String script(DataSource database, Shapes shapes, CaptureOptions options) {
        return on(
                database,
                connection -> sql(new LogPlan(connection, new LoggedTables(connection, options.tenantColumn()))
                        .missing(shapes, options.applicationRoles())));
    }

    /**
     * Asks whether the log can be read by that role: connects as it does, looks for a free slot, and creates nothing.
     *
     * @throws CaptureException if not; with what helps
     */
    public static void check(DataSource database, ReplicationSource replication, LogNames names) {
        on(database, connection -> {
            requireLogicalLog(connection);
            if (!isTrue(
                    connection,
                    "SELECT EXISTS (SELECT FROM pg_replication_slots WHERE slot_name = '" + names.slot()
                            + "') OR (SELECT count(*) FROM pg_replication_slots) < current_setting('max_replication_slots')::int")) {
                throw new CaptureException(
                        "All replication slots of the server are taken. Raise max_replication_slots and restart the server,"
                                + " or drop a slot that nobody reads: SELECT slot_name FROM pg_replication_slots WHERE NOT active");
            }
            return true;
        });
        try {
            replication.open().close();
        } catch (SQLException e) {
            throw new CaptureException(
                    "The log cannot be read: " + LogMistakes.explained(e, names)
                            + ". Or set freshet.capture=triggers or jdbc",
                    e);
        }
    }

    /** The names of what is installed for the outbox that the search path finds. */
    public static LogNames names(DataSource database) {
        return on(database, connection -> new LogPlan(connection, new LoggedTables(connection, "")).names());
    }

    /**
     * Drops slot, publications and what the reader has noted; outbox and registered shapes stay, and {@link PostgresCapture#remove} takes them. Do this
     * while no application reads the log, or it makes a slot again.
     *
     * @param replication the role that may drop the slot
     */
    public static void remove(DataSource database, ReplicationSource replication, CaptureOptions options) {
        on(database, connection -> {
            LoggedTables tables = new LoggedTables(connection, options.tenantColumn());
            LogPlan plan = new LogPlan(connection, tables);
            if (isTrue(
                    connection,
                    "SELECT EXISTS (SELECT FROM pg_replication_slots WHERE slot_name = '"
                            + plan.names().slot() + "')")) {
                try (LogStream stream = LogStream.open(replication)) {
                    stream.dropSlot(plan.names().slot());
                }
            }
            return inTransaction(connection, options, tables, plan::removal);
        });
    }

    private static void requireLogicalLog(Connection connection) throws SQLException {
        if (!isTrue(connection, "SELECT current_setting('wal_level') = 'logical'")) {
            throw new CaptureException(
                    "freshet.capture=log needs wal_level = logical, but this server has another one."
                            + " Run ALTER SYSTEM SET wal_level = logical and restart the server, or set freshet.capture=triggers or jdbc");
        }
    }

    private static boolean isTrue(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() && row.getBoolean(1);
        }
    }

    private static List<String> inTransaction(
            Connection connection, CaptureOptions options, LoggedTables tables, Steps wanted) throws SQLException {
        connection.setAutoCommit(false);
        try {
            execute(connection, "SELECT pg_advisory_xact_lock(" + LOCK + ")");
            execute(
                    connection,
                    "SET LOCAL lock_timeout = " + options.lockTimeout().toMillis());
            List<LogStep> steps = wanted.steps();
            for (LogStep step : steps) {
                run(connection, step, steps, tables);
            }
            connection.commit();
            return steps.stream().map(LogStep::what).toList();
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private static void run(Connection connection, LogStep step, List<LogStep> all, LoggedTables tables) {
        try {
            execute(connection, step.sql());
        } catch (SQLException e) {
            if (LOCKED.equals(e.getSQLState())) {
                throw new CaptureException(
                        "Cannot " + step.what()
                                + ": a long transaction writes to the table. Start again later, or raise the lock timeout",
                        e);
            }
            throw new CaptureException(
                    "Cannot " + step.what() + " in database \"" + tables.database() + "\" as role \"" + tables.role()
                            + "\": " + e.getMessage() + ". Have the owner of the tables run this in one transaction:\n"
                            + sql(all),
                    e);
        }
    }

    private static String sql(List<LogStep> steps) {
        return steps.stream().map(LogStep::sql).collect(Collectors.joining());
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static <T> T on(DataSource database, Question<T> question) {
        try (Connection connection = database.getConnection()) {
            return question.ask(connection);
        } catch (SQLException e) {
            throw new CaptureException("Cannot prepare the log for capture: " + e.getMessage(), e);
        }
    }

    private interface Question<T> {
        T ask(Connection connection) throws SQLException;
    }

    private interface Steps {
        List<LogStep> steps() throws SQLException;
    }
}
