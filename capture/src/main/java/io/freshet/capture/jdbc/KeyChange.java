package io.freshet.capture.jdbc;

import java.util.Set;

/**
 * What a statement may have done to values that foreign keys of other tables refer to.
 *
 * @param table in lower case
 * @param deletes whether it may have deleted rows
 * @param columns which it may have updated, in lower case; {@link #ANY} for any
 */
public record KeyChange(String table, boolean deletes, Set<String> columns) {

    /** Stands for every column. */
    public static final String ANY = "*";

    /** Copies. */
    public KeyChange {
        columns = Set.copyOf(columns);
    }

    static KeyChange deletion(String table) {
        return new KeyChange(table, true, Set.of());
    }

    static KeyChange update(String table, Set<String> columns) {
        return new KeyChange(table, false, columns);
    }

    static KeyChange anything(String table) {
        return new KeyChange(table, true, Set.of(ANY));
    }

    boolean updates(String column) {
        return columns.contains(column) || columns.contains(ANY);
    }
}
