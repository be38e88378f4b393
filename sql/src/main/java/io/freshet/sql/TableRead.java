package io.freshet.sql;

import java.util.Map;
import java.util.Set;

/**
 * One place of a statement where a table is read. A table that stands in two places has two of them, and what holds for one need not hold
 * for the other. Immutable.
 *
 * @param table the table, or a view
 * @param isWhole whether all of its columns may be read
 * @param columns those that may be read, if not all: perhaps some that belong to other tables, never too few
 * @param pinned for each column that it is compared with by an equality which every row that counts must fulfil: rows with another value change
 *     nothing in the answer. A name that is no column of the table belongs to another one and says nothing
 * @param matches equalities with columns of other tables: a row counts only together with a row of each of these tables that fulfils them
 */
public record TableRead(
        SqlName table, boolean isWhole, Set<String> columns, Map<String, Operand> pinned, Set<Match> matches) {

    /**
     * An equality with a column of another table.
     *
     * @param column the own column
     * @param other the other table
     * @param otherColumn its column
     */
    public record Match(String column, SqlName other, String otherColumn) {}

    /** Copies. */
    public TableRead {
        columns = Set.copyOf(columns);
        pinned = Map.copyOf(pinned);
        matches = Set.copyOf(matches);
    }
}
