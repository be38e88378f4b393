package io.freshet.capture.observe;

import io.freshet.sql.SqlName;
import org.jspecify.annotations.Nullable;

import javax.sql.DataSource;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What names stand for in a database of which only JDBC's metadata are known, and whose writes are read from the statements of this application:
 * tables stand for themselves, whatever their schema; of views and functions it cannot be told what they read. Thread-safe; never blocks. Close it
 * to end its thread.
 */
public final class MetadataReadTables implements ReadTables, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(MetadataReadTables.class.getName());
    private static final Set<String> TABLE_TYPES = Set.of("TABLE", "BASE TABLE");

    private final DataSource database;
    private final String tenantColumn;
    private final Duration validity;
    private final AtomicBoolean isAsking = new AtomicBoolean();
    private final AtomicBoolean told = new AtomicBoolean();
    private final ScheduledThreadPoolExecutor worker;
    private volatile @Nullable Names names;

    /**
     * Nothing known yet.
     *
     * @param database asked for its metadata; not through captured connections
     * @param tenantColumn the column that names a row's tenant
     * @param validity after which time they are asked for again, while names are looked up
     */
    public MetadataReadTables(DataSource database, String tenantColumn, Duration validity) {
        this.database = database;
        this.tenantColumn = tenantColumn;
        this.validity = validity;
        this.worker = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "freshet-tables");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public Known table(SqlName name) {
        Names known = known();
        if (known == null) {
            return Known.Pending.INSTANCE;
        }
        Boolean isTable = known.tables().get(folded(name));
        if (isTable == null) {
            return new Known.Gap("reads \"" + name + "\", which the database does not list as a table");
        }
        return isTable
                ? new Known.Tables(Set.of(folded(name)), true, Long.MIN_VALUE)
                : new Known.Gap("reads \"" + name + "\", which is a view or the like");
    }

    @Override
    public Known function(SqlName name) {
        Names known = known();
        if (known == null) {
            return Known.Pending.INSTANCE;
        }
        return known.functions().contains(folded(name))
                ? new Known.Gap("calls the function \"" + name + "\", which may read anything")
                : Known.NOTHING;
    }

    /** Only PostgreSQL calls functions so. */
    @Override
    public Known attribute(String name) {
        return Known.NOTHING;
    }

    @Override
    public String tenantColumn() {
        return tenantColumn;
    }

    private static String folded(SqlName name) {
        return name.name().toLowerCase(Locale.ROOT);
    }

    private @Nullable Names known() {
        Names known = names;
        boolean isOld = known == null || System.nanoTime() - known.atNanos() > validity.toNanos();
        if (isOld && !worker.isShutdown() && isAsking.compareAndSet(false, true)) {
            worker.execute(this::ask);
        }
        return known;
    }

    private void ask() {
        try (Connection connection = database.getConnection()) {
            DatabaseMetaData metadata = connection.getMetaData();
            names = new Names(tables(metadata), functions(metadata), System.nanoTime());
        } catch (SQLException | RuntimeException e) {
            if (!worker.isShutdown() && told.compareAndSet(false, true)) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "The database does not tell its tables, so what loads read is not cached: {0}",
                        e.getMessage());
            }
        } finally {
            isAsking.set(false);
        }
    }

    private static Map<String, Boolean> tables(DatabaseMetaData metadata) throws SQLException {
        Map<String, Boolean> tables = new HashMap<>();
        try (ResultSet rows = metadata.getTables(null, null, "%", null)) {
            while (rows.next()) {
                String type = String.valueOf(rows.getString("TABLE_TYPE"));
                tables.merge(
                        rows.getString("TABLE_NAME").toLowerCase(Locale.ROOT),
                        TABLE_TYPES.contains(type.toUpperCase(Locale.ROOT)),
                        Boolean::logicalAnd);
            }
        }
        return tables;
    }

    private static Set<String> functions(DatabaseMetaData metadata) throws SQLException {
        Set<String> functions = new HashSet<>();
        try (ResultSet rows = metadata.getProcedures(null, null, "%")) {
            while (rows.next()) {
                functions.add(rows.getString("PROCEDURE_NAME").toLowerCase(Locale.ROOT));
            }
        }
        try (ResultSet rows = metadata.getFunctions(null, null, "%")) {
            while (rows.next()) {
                functions.add(rows.getString("FUNCTION_NAME").toLowerCase(Locale.ROOT));
            }
        }
        return functions;
    }

    /** Ends its thread. Idempotent. */
    @Override
    public void close() {
        worker.shutdownNow();
    }

    private record Names(Map<String, Boolean> tables, Set<String> functions, long atNanos) {}
}
