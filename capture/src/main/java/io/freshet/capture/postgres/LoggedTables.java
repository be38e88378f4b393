package io.freshet.capture.postgres;

import io.freshet.tag.ColumnKind;
import io.freshet.tag.Shape;
import io.freshet.tag.Shapes;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the catalog and the registry of shapes say of tables, for whoever reads their changes from the log. As thread-safe as JDBC; blocks. */
public final class LoggedTables {

    private final Catalog catalog;
    private final Place place;
    private final String tenantColumn;

    /**
     * As the search path of a connection finds them.
     *
     * @param tenantColumn the column that names a row's tenant
     */
    public LoggedTables(Connection connection, String tenantColumn) throws SQLException {
        this.catalog = new Catalog(connection);
        this.place = catalog.place();
        this.tenantColumn = tenantColumn;
    }

    /** The schema of the outbox. */
    public String schema() {
        return place.schema();
    }

    /** The database. */
    public String database() {
        return place.database();
    }

    /** The present role. */
    public String role() {
        return place.role();
    }

    /** What applications have registered. */
    public Shapes registered() throws SQLException {
        return new Shapes(catalog.shapes(place.schema()));
    }

    /**
     * The tables of these shapes with their partitions, each with what is asked and what is registered.
     *
     * @throws UnknownTableException for a shape without a table
     */
    public List<LoggedTable> of(Shapes asked) throws SQLException {
        Set<Shape> all = new LinkedHashSet<>(registered().all());
        all.addAll(asked.all());
        return catalog.tables(asked.tables(), new Shapes(all).tables(), tenantColumn, place).stream()
                .map(table -> logged(table, all))
                .toList();
    }

    /** The table of this number, with what is registered; empty if it is not there any more. */
    public Optional<LoggedTable> of(long oid, String schema, String name) throws SQLException {
        Set<Shape> all = registered().all();
        try {
            return catalog.tables(Set.of(schema + "." + name), new Shapes(all).tables(), tenantColumn, place).stream()
                    .filter(table -> table.oid() == oid)
                    .map(table -> logged(table, all))
                    .findFirst();
        } catch (UnknownTableException e) {
            return Optional.empty();
        }
    }

    private static LoggedTable logged(CapturedTable table, Set<Shape> all) {
        Map<String, ColumnKind> kinds = new HashMap<>();
        table.columns()
                .forEach(column ->
                        kinds.put(column.name(), ColumnText.hasText(column) ? column.kind() : ColumnKind.OTHER));
        Set<Shape> shapes = all.stream()
                .filter(shape -> table.names().contains(shape.table()))
                .collect(Collectors.toSet());
        return new LoggedTable(table.oid(), table.schema(), table.name(), table.hasTenant(), shapes, kinds);
    }
}
