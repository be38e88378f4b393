package io.freshet.capture.postgres;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.freshet.capture.CaptureException;
import io.freshet.capture.observe.Known;
import io.freshet.capture.observe.ReadTables;
import io.freshet.capture.postgres.ReadCatalog.Relations;
import io.freshet.sql.SqlName;
import io.freshet.tag.ColumnKind;
import org.jspecify.annotations.Nullable;

import javax.sql.DataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What names stand for in a PostgreSQL database: views are followed down to their tables, and writes to those are captured before they count.
 * Thread-safe; never blocks. Close it to end its thread.
 *
 * <p>A name that is asked for the first time is learned in a thread of its own, on a connection of its own; until then it is pending. What was
 * learned is looked at again from time to time while it is asked for, so that views that were replaced, and rights that were granted, are noticed.
 */
public final class PostgresReadTables implements ReadTables, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(PostgresReadTables.class.getName());
    private static final int NAMES = 4096;

    private final DataSource database;
    private final String tenantColumn;
    private final TableCapture capture;
    private final Duration settling;
    private final Duration validity;
    private final ConcurrentMap<SqlName, Learned> tables = names();
    private final ConcurrentMap<SqlName, Learned> functions = names();
    private final AtomicReference<Attributes> attributes =
            new AtomicReference<>(new Attributes(null, System.nanoTime()));
    private final Set<String> told = ConcurrentHashMap.newKeySet();
    private final ScheduledThreadPoolExecutor worker;

    /**
     * Nothing learned yet.
     *
     * @param database asked for the catalog; not through captured connections
     * @param tenantColumn the column that names a row's tenant
     * @param capture makes sure that writes are noticed
     * @param settling how long after that they count as noticed: a load from a replica may show what was before
     * @param validity after which time what was learned is looked at again
     */
    public PostgresReadTables(
            DataSource database, String tenantColumn, TableCapture capture, Duration settling, Duration validity) {
        this.database = database;
        this.tenantColumn = tenantColumn;
        this.capture = capture;
        this.settling = settling;
        this.validity = validity;
        this.worker = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "freshet-tables");
            thread.setDaemon(true);
            return thread;
        });
        worker.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Statements may name any number of things that are not there. */
    private static ConcurrentMap<SqlName, Learned> names() {
        return Caffeine.newBuilder()
                .maximumSize(NAMES)
                .<SqlName, Learned>build()
                .asMap();
    }

    /** Makes sure that writes to tables are noticed. */
    @FunctionalInterface
    public interface TableCapture {

        /**
         * Captures writes to these tables from now on. Blocks.
         *
         * @return whether some of them were not noticed before
         * @throws CaptureException if it cannot
         */
        boolean capture(Set<String> tables);

        /** Whether a write to a partition is noticed as one to its parent, and the reverse. */
        default boolean followsPartitions() {
            return true;
        }
    }

    @Override
    public Known table(SqlName name) {
        return known(tables, name, this::learnTable);
    }

    @Override
    public Known function(SqlName name) {
        return known(functions, name, this::learnFunction);
    }

    @Override
    public Known attribute(String name) {
        Attributes present = attributes.get();
        long now = System.nanoTime();
        if (now - present.untilNanos() >= 0
                && attributes.compareAndSet(present, new Attributes(present.names(), now + validity.toNanos()))) {
            learnAttributes();
        }
        Set<String> names = present.names();
        if (names == null) {
            return Known.Pending.INSTANCE;
        }
        return names.contains(name)
                ? new Known.Gap("calls the function \"" + name + "\" like a column, which may read anything")
                : Known.NOTHING;
    }

    private void learnAttributes() {
        try {
            worker.execute(() -> {
                try (Connection connection = database.getConnection()) {
                    Set<String> names = new ReadCatalog(connection).attributes();
                    attributes.set(new Attributes(names, System.nanoTime() + validity.toNanos()));
                } catch (SQLException | RuntimeException e) {
                    tell("anything", e);
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.log(System.Logger.Level.DEBUG, "Nothing is learned any more, since this is closed", e);
        }
    }

    @Override
    public String tenantColumn() {
        return tenantColumn;
    }

    private Known known(ConcurrentMap<SqlName, Learned> all, SqlName name, Lesson lesson) {
        long now = System.nanoTime();
        Learned learned = all.get(name);
        if (learned != null && now - learned.untilNanos() < 0) {
            return learned.known();
        }
        Known known = learned == null ? Known.Pending.INSTANCE : learned.known();
        Learned asked = new Learned(known, now + validity.toNanos());
        boolean isMine = learned == null ? all.putIfAbsent(name, asked) == null : all.replace(name, learned, asked);
        if (isMine) {
            learn(all, name, lesson, known);
        }
        return known;
    }

    private void learn(ConcurrentMap<SqlName, Learned> all, SqlName name, Lesson lesson, Known before) {
        try {
            worker.execute(() -> {
                Known known = learned(name, lesson, before);
                all.put(name, new Learned(known, System.nanoTime() + validity.toNanos()));
            });
        } catch (RejectedExecutionException e) {
            all.put(name, new Learned(Known.Pending.INSTANCE, System.nanoTime() + validity.toNanos())); // closed
        }
    }

    private Known learned(SqlName name, Lesson lesson, Known before) {
        try {
            return lesson.learn(name, before);
        } catch (SQLException | RuntimeException e) {
            tell("anything", e);
            return Known.Pending.INSTANCE;
        }
    }

    private Known learnTable(SqlName name, Known before) throws SQLException {
        Relations relations;
        try (Connection connection = database.getConnection()) {
            relations = new ReadCatalog(connection).relations(name);
        }
        if (!relations.gaps().isEmpty()) {
            return new Known.Gap(String.join("; it ", relations.gaps()));
        }
        if (relations.isInherited() && !capture.followsPartitions()) {
            return new Known.Gap("reads \"" + name + "\", which has partitions or is one");
        }
        return captured(relations, before);
    }

    private Known captured(Relations relations, Known before) {
        Set<String> names = relations.tables();
        try {
            boolean isNew = capture.capture(new TreeSet<>(names));
            Map<String, ColumnKind> columns = relations.isPlain()
                    ? PostgresCapture.columns(database, names.iterator().next())
                    : Map.of();
            return !isNew
                            && before instanceof Known.Tables same
                            && same.tables().equals(names)
                            && same.columns().equals(columns)
                    ? same
                    : new Known.Tables(
                            names,
                            !relations.isView() && names.size() == 1,
                            columns,
                            System.nanoTime() + settling.toNanos());
        } catch (MissingRightsException e) {
            tell(names.toString(), e);
            return new Known.Gap("reads " + names + ", on which the role may not install triggers");
        } catch (UnknownTableException e) {
            return new Known.Gap("reads " + names + ", where " + e.getMessage());
        } catch (CaptureException e) {
            tell(names.toString(), e);
            return Known.Pending.INSTANCE;
        }
    }

    private void tell(String what, Exception e) {
        if (!worker.isShutdown() && told.add(what)) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Writes to {0} are not noticed, so what loads read of it is not cached; this is tried again. {1}",
                    what,
                    e.getMessage());
        }
    }

    private Known learnFunction(SqlName name, Known before) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return new ReadCatalog(connection).mayRead(name)
                    ? new Known.Gap("calls the function \"" + name + "\", which may read anything")
                    : Known.NOTHING;
        }
    }

    /** Ends its thread. Idempotent. */
    @Override
    public void close() {
        worker.shutdownNow();
    }

    private interface Lesson {
        Known learn(SqlName name, Known before) throws SQLException;
    }

    private record Attributes(@Nullable Set<String> names, long untilNanos) {}

    private record Learned(Known known, long untilNanos) {}
}
