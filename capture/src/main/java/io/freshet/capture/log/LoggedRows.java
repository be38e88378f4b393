package io.freshet.capture.log;

import io.freshet.capture.log.LogMessage.Relation;
import io.freshet.capture.log.LogMessage.Row;
import io.freshet.capture.log.LogMessage.Truncate;
import io.freshet.capture.postgres.LoggedTable;
import io.freshet.capture.postgres.LoggedTables;
import io.freshet.tag.Shape;
import io.freshet.tag.Tags;
import org.jspecify.annotations.Nullable;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Knows the tables that the log tells of, and adds what it tells to transactions. The catalog is asked when the log first tells of a table, and
 * of all tables again when something was registered. Used by one thread; blocks on the database.
 */
final class LoggedRows {

    private static final String OUTBOX = "freshet_outbox";
    private static final String REGISTRY = "freshet_shape";

    private final LogDatabase database;
    private final String schema;
    private final String tenantColumn;
    private final Map<Long, Relation> relations = new HashMap<>();
    private final Map<Long, RowTags> tables = new HashMap<>();

    LoggedRows(LogDatabase database, String schema, String tenantColumn) {
        this.database = database;
        this.schema = schema;
        this.tenantColumn = tenantColumn;
    }

    /** A table as it is from now on. */
    void relation(Relation relation) throws SQLException {
        relations.put(relation.oid(), relation);
        tables.remove(relation.oid());
        if (!isOurs(relation)) {
            learn(relation);
        }
    }

    /** Something was registered. */
    void registered() throws SQLException {
        for (Relation relation : relations.values()) {
            if (!isOurs(relation)) {
                learn(relation);
            }
        }
    }

    private void learn(Relation relation) throws SQLException {
        LoggedTables catalog = new LoggedTables(database.opened(), tenantColumn);
        Optional<LoggedTable> table = catalog.of(relation.oid(), relation.schema(), relation.name());
        tables.put(
                relation.oid(),
                new RowTags(
                        relation,
                        table.isPresent()
                                ? table.get()
                                : gone(relation, catalog.registered().all()),
                        tenantColumn));
    }

    /** A table that was dropped since: it is known by its names only. */
    private static LoggedTable gone(Relation relation, Set<Shape> registered) {
        String bare = relation.name().toLowerCase(Locale.ROOT);
        List<String> names = List.of(bare, relation.schema().toLowerCase(Locale.ROOT) + "." + bare);
        Set<Shape> shapes = registered.stream()
                .filter(shape -> names.contains(shape.table()))
                .collect(Collectors.toSet());
        return new LoggedTable(relation.oid(), relation.schema(), relation.name(), true, shapes, Map.of());
    }

    /** Whether the rows of a table can still add to what a transaction tells. */
    boolean isOfInterest(long oid, LogTransaction transaction) {
        RowTags table = tables.get(oid);
        return table == null ? relations.containsKey(oid) : !table.shapes().isEmpty() && !transaction.isFull(oid);
    }

    void row(Row row, LogTransaction transaction) {
        RowTags table = tables.get(row.oid());
        if (table != null) {
            table.add(row, changes(row.oid(), table, transaction));
            return;
        }
        Relation relation = relations.get(row.oid());
        if (relation == null || row.after() == null) {
            return;
        }
        if (relation.name().equals(REGISTRY)) {
            transaction.registers();
        } else {
            String tag = tag(relation, row.after().values());
            if (tag != null) {
                Tags.meantBy(tag).forEach(transaction::told);
            }
        }
    }

    void truncated(Truncate truncate, LogTransaction transaction) {
        for (long oid : truncate.oids()) {
            RowTags table = tables.get(oid);
            if (table != null) {
                changes(oid, table, transaction).anything();
            }
        }
    }

    private static TableChanges changes(long oid, RowTags table, LogTransaction transaction) {
        return transaction.of(oid, () -> new TableChanges(table.shapes()));
    }

    private boolean isOurs(Relation relation) {
        return relation.schema().equals(schema)
                && (relation.name().equals(OUTBOX) || relation.name().equals(REGISTRY));
    }

    private static @Nullable String tag(Relation relation, @Nullable String[] values) {
        for (int i = 0; i < values.length; i++) {
            if (relation.columns().get(i).name().equals("tag")) {
                return values[i];
            }
        }
        return null;
    }
}
