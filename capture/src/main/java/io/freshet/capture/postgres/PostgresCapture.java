package io.freshet.capture.postgres;

import io.freshet.capture.CaptureException;
import io.freshet.tag.ColumnKind;
import io.freshet.tag.Shape;
import io.freshet.tag.Shapes;

import javax.sql.DataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Installs outbox and triggers in a PostgreSQL database (14 or later), exports the same as a script, and removes it.
 *
 * <p>What is up to date is left alone and locks nothing; else everything happens in one transaction, one installer at a time. Triggers of
 * other tables, and names that another application gave to a table, stay. A connection in a transaction is used within it and not
 * committed. All methods block, are thread-safe, and throw {@link CaptureException}.
 */
public final class PostgresCapture {

    private static final String NO_RIGHT = "42501";
    private static final String LOCKED = "55P03";

    private PostgresCapture() {}

    /** As {@link #install(Connection, Shapes, CaptureOptions)} for whole tables, on a connection of its own. */
    public static Installation install(DataSource database, Set<String> tables, CaptureOptions options) {
        return install(database, Shapes.ofTables(tables), options);
    }

    /** As {@link #install(Connection, Shapes, CaptureOptions)}, on a connection of its own. */
    public static Installation install(DataSource database, Shapes shapes, CaptureOptions options) {
        return on(database, connection -> install(connection, shapes, options));
    }

    /** As {@link #install(Connection, Shapes, CaptureOptions)} for whole tables. */
    public static Installation install(Connection connection, Set<String> tables, CaptureOptions options) {
        return install(connection, Shapes.ofTables(tables), options);
    }

    /**
     * Brings outbox, functions and the triggers of the tables of these shapes up to date, and registers the shapes. A shape that cannot be
     * installed, for want of rights or because a table is busy, is left out if the triggers that are there tell its whole table.
     *
     * @param shapes their tables are named as in {@code TableDependency}: bare where the search path finds them, else with their schema; none
     *     for the outbox alone
     * @throws MissingRightsException if the role may not, and some table is not told as a whole
     * @throws UnknownTableException if a table does not exist or is none
     */
    public static Installation install(Connection connection, Shapes shapes, CaptureOptions options) {
        return answering(connection, (catalog, place) -> {
            Plan plan = new Plan(catalog, options, place);
            if (plan.missing(shapes).isEmpty()) {
                return new Installation(place.schema(), List.of(), shapes);
            }
            try {
                return inTransaction(connection, options, () -> {
                    List<Step> steps = plan.missing(shapes);
                    run(connection, steps, place);
                    return new Installation(place.schema(), described(steps), shapes);
                });
            } catch (CaptureException e) {
                if (!connection.getAutoCommit() || !plan.missing(shapes.whole()).isEmpty()) {
                    throw e;
                }
                return new Installation(place.schema(), List.of(), plan.told(shapes));
            }
        });
    }

    /** As {@link #missing(DataSource, Shapes, CaptureOptions)} for whole tables. */
    public static List<String> missing(DataSource database, Set<String> tables, CaptureOptions options) {
        return missing(database, Shapes.ofTables(tables), options);
    }

    /**
     * What an installation would do, each with what it found, such as a disabled trigger; empty if all is up to date. Changes nothing and needs
     * no rights.
     */
    public static List<String> missing(DataSource database, Shapes shapes, CaptureOptions options) {
        return on(database, connection -> missing(connection, shapes, options));
    }

    /** The same on a connection of the caller's. */
    public static List<String> missing(Connection connection, Shapes shapes, CaptureOptions options) {
        return answering(connection, (catalog, place) -> described(new Plan(catalog, options, place).missing(shapes)));
    }

    /** The same as below for whole tables, as plain SQL. */
    public static String script(DataSource database, Set<String> tables, CaptureOptions options) {
        return script(database, tables, options, ScriptFormat.PLAIN);
    }

    /** The same as below for whole tables. */
    public static String script(DataSource database, Set<String> tables, CaptureOptions options, ScriptFormat format) {
        return script(database, Shapes.ofTables(tables), options, format);
    }

    /**
     * The SQL that installs everything, whether the database has nothing of it, an earlier version, or all. Changes nothing. What other
     * applications have registered there by now is contained; if they register more before it runs, it fails.
     *
     * @param format the migration tool that runs it
     */
    public static String script(DataSource database, Shapes shapes, CaptureOptions options, ScriptFormat format) {
        return on(
                database,
                connection -> answering(
                        connection,
                        (catalog, place) -> format.write(new Plan(catalog, options, place).complete(shapes))));
    }

    /**
     * The columns of a table by their names in lower case, with what rows can be told by; empty without such a table. Changes nothing.
     *
     * @param table as in {@code TableDependency}
     */
    public static Map<String, ColumnKind> columns(DataSource database, String table) {
        return on(database, connection -> answering(connection, (catalog, place) -> catalog.kinds(table, place)));
    }

    /**
     * The shapes that triggers tell, with who asks for them: one that nobody has asked for in a long time may be needed no more. None is retired by
     * itself. Empty where nothing is installed.
     */
    public static List<KnownShape> shapes(DataSource database) {
        return on(
                database,
                connection -> answering(connection, (catalog, place) -> AskedShapes.all(connection, place.schema())));
    }

    /**
     * What is wrong with the condition of a shape, such as a column that the table does not have, or that cannot be compared with a constant;
     * empty for nothing. Changes nothing.
     *
     * @throws UnknownTableException if the table does not exist or is none
     */
    public static List<String> mistakes(DataSource database, Shape shape) {
        return on(
                database,
                connection -> answering(
                        connection,
                        (catalog, place) -> catalog.tables(Set.of(shape.table()), Set.of(), "", place).stream()
                                .flatMap(table -> ConditionSql.unfit(shape.where(), table).stream())
                                .distinct()
                                .toList()));
    }

    /**
     * Removes the triggers that applications of version 2 and before have installed, once the last of them is gone. They do no harm, but tell too
     * much: each write to a table without a tenant column as rows that nobody counted.
     */
    public static Installation removeOld(DataSource database, CaptureOptions options) {
        return removing(database, options, Plan::removalOfOld);
    }

    /** Removes all triggers, functions, what is registered, and the outbox itself. What it still holds is lost. */
    public static Installation remove(DataSource database, CaptureOptions options) {
        return removing(database, options, Plan::removal);
    }

    private static Installation removing(DataSource database, CaptureOptions options, Removal removal) {
        return on(
                database,
                connection -> answering(
                        connection,
                        (catalog, place) -> inTransaction(connection, options, () -> {
                            List<Step> steps = removal.of(new Plan(catalog, options, place));
                            run(connection, steps, place);
                            return new Installation(place.schema(), described(steps), new Shapes(Set.of()));
                        })));
    }

    /** The schema of the outbox that the search path finds, whoever installed it. */
    public static Optional<String> outboxSchema(DataSource database) {
        return on(database, connection -> answering(connection, (catalog, place) -> catalog.outboxSchema()));
    }

    private static List<String> described(List<Step> steps) {
        return steps.stream().map(Step::described).toList();
    }

    private static void run(Connection connection, List<Step> steps, Place place) throws SQLException {
        for (Step step : steps) {
            try {
                execute(connection, step.sql());
            } catch (SQLException e) {
                throw translated(e, step, steps, place);
            }
        }
    }

    private static CaptureException translated(SQLException e, Step step, List<Step> all, Place place) {
        if (NO_RIGHT.equals(e.getSQLState())) {
            return new MissingRightsException(step.what(), described(all), place, e);
        }
        if (LOCKED.equals(e.getSQLState())) {
            return new CaptureException(
                    "Cannot " + step.what()
                            + ": a long transaction holds the table. Start again later, or raise the lock timeout",
                    e);
        }
        return new CaptureException(
                "Cannot " + step.what() + " in database \"" + place.database() + "\": " + e.getMessage(), e);
    }

    private static <T> T inTransaction(Connection connection, CaptureOptions options, Work<T> work)
            throws SQLException {
        boolean isOurs = connection.getAutoCommit();
        if (isOurs) {
            connection.setAutoCommit(false);
        }
        boolean isDone = false;
        try {
            execute(connection, "SELECT pg_advisory_xact_lock(" + PostgresSchema.LOCK + ")");
            execute(
                    connection,
                    "SET LOCAL lock_timeout = " + options.lockTimeout().toMillis());
            T result = work.run();
            if (isOurs) {
                connection.commit();
            }
            isDone = true;
            return result;
        } finally {
            if (isOurs) {
                endTransaction(connection, isDone);
            }
        }
    }

    private static void endTransaction(Connection connection, boolean isDone) throws SQLException {
        if (!isDone) {
            connection.rollback();
        }
        connection.setAutoCommit(true);
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
            throw new CaptureException("Cannot connect to the database for capture: " + e.getMessage(), e);
        }
    }

    private static <T> T answering(Connection connection, CatalogQuestion<T> question) {
        try {
            Catalog catalog = new Catalog(connection);
            return question.ask(catalog, catalog.place());
        } catch (SQLException e) {
            throw new CaptureException("Cannot read the catalog for capture: " + e.getMessage(), e);
        }
    }

    private interface Question<T> {
        T ask(Connection connection) throws SQLException;
    }

    private interface CatalogQuestion<T> {
        T ask(Catalog catalog, Place place) throws SQLException;
    }

    private interface Removal {
        List<Step> of(Plan plan) throws SQLException;
    }

    private interface Work<T> {
        T run() throws SQLException;
    }
}
