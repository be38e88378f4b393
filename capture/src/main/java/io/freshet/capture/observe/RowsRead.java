package io.freshet.capture.observe;

import io.freshet.sql.SqlName;

import java.util.Map;

/**
 * Which rows of a table a statement read: those with these values in these columns, or all.
 *
 * @param table as the statement names it
 * @param values by column; a name that is no column of the table says nothing. Numbers in the text of a statement are given as text
 */
public record RowsRead(SqlName table, Map<String, Object> values) {

    /** Copies. */
    public RowsRead {
        values = Map.copyOf(values);
    }
}
