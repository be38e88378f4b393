package io.freshet.capture.postgres;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;

/**
 * A table with the names under which a write to it is told.
 *
 * @param oid the catalog's number
 * @param schema its schema
 * @param name its name
 * @param hasTenant whether it has the tenant column
 * @param isCounted whether the server counts each changed row of it under its own number: all its rows are its own, and in a heap
 * @param names its own names, and those of the tables whose rows it holds or that hold its rows (partitions)
 * @param columns its columns
 */
record CapturedTable(
        long oid,
        String schema,
        String name,
        boolean hasTenant,
        boolean isCounted,
        SortedSet<String> names,
        List<TableColumn> columns) {

    String qualified() {
        return Quoting.qualified(schema, name);
    }

    /** The column of this name in any case; none if two have it. */
    Optional<TableColumn> column(String wanted) {
        List<TableColumn> found = columns.stream()
                .filter(column -> column.name().toLowerCase(Locale.ROOT).equals(wanted))
                .toList();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    /** The columns of its primary key; none without one. */
    List<TableColumn> key() {
        return columns.stream().filter(TableColumn::isKey).toList();
    }
}
