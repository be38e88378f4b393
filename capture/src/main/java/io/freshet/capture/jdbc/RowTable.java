package io.freshet.capture.jdbc;

import io.freshet.tag.ColumnKind;

import java.util.List;
import java.util.Map;

/**
 * A table as the database's catalog has it.
 *
 * @param columns by their names in lower case
 * @param key the names of the columns of its primary key, in lower case; empty without one
 */
record RowTable(Map<String, RowColumn> columns, List<String> key) {

    /** Copies. */
    RowTable {
        columns = Map.copyOf(columns);
        key = List.copyOf(key);
    }

    /**
     * A column.
     *
     * @param quoted its name as statements may spell it
     * @param kind what its values are in tags
     * @param declared what a declaration may take it for: the same, or text where the database compares texts as it likes
     * @param isNullUnlessGiven whether a new row that is given no value, or null, has null
     * @param changesByItself whether an update may change it without setting it
     */
    record RowColumn(
            String quoted, ColumnKind kind, ColumnKind declared, boolean isNullUnlessGiven, boolean changesByItself) {}
}
