package io.freshet.capture.jdbc;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Follows a transaction's writes along foreign keys, to the tables that the database writes by itself: ON DELETE and ON UPDATE with CASCADE,
 * SET NULL or SET DEFAULT, however many keys in a row. Who writes to a view may write to anything.
 *
 * <p>The catalog is read within the transaction that wrote, and again after half a minute: a key that is added to a running system by
 * others may be missed for so long. Thread-safe.
 */
final class Cascades {

    private static final System.Logger LOG = System.getLogger(Cascades.class.getName());
    private static final long KNOWN_NANOS = Duration.ofSeconds(30).toNanos();

    private @Nullable MetadataTables catalog;
    private long readNanos;
    private boolean hasWarned;

    /** The same and what the database adds to it; everything, if it does not tell. */
    synchronized Written followed(Connection connection, Written written) {
        Set<String> tables = written.tables();
        Set<KeyChange> keyChanges = written.keyChanges();
        if (written.isUnknown() || (tables.isEmpty() && keyChanges.isEmpty())) {
            return written;
        }
        try {
            MetadataTables present = known(connection);
            return tables.stream().anyMatch(present::isView)
                    ? written.withUnknown()
                    : written.with(followed(present, connection, tables, keyChanges), keyChanges);
        } catch (SQLException e) {
            catalog = null;
            warn(e);
            return written.withUnknown();
        }
    }

    private MetadataTables known(Connection connection) throws SQLException {
        MetadataTables present = catalog;
        if (present == null || System.nanoTime() - readNanos > KNOWN_NANOS) {
            readNanos = System.nanoTime();
            present = MetadataTables.of(connection);
            catalog = present;
        }
        return present;
    }

    private static Set<String> followed(
            MetadataTables catalog, Connection connection, Set<String> tables, Set<KeyChange> keyChanges)
            throws SQLException {
        Set<String> all = new LinkedHashSet<>(tables);
        Set<KeyChange> seen = new HashSet<>(keyChanges);
        Deque<KeyChange> open = new ArrayDeque<>(seen);
        while (!open.isEmpty()) {
            KeyChange change = open.remove();
            for (ForeignKey key : catalog.keysTo(change.table(), connection)) {
                KeyChange carried = key.carried(change);
                if (carried == null) {
                    continue;
                }
                all.add(carried.table());
                if (seen.add(carried)) {
                    open.add(carried);
                }
            }
        }
        return all;
    }

    private void warn(SQLException e) {
        if (!hasWarned) {
            hasWarned = true;
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Freshet cannot read the foreign keys of the database, so each write invalidates every cache. Said once.",
                    e);
        }
    }
}
