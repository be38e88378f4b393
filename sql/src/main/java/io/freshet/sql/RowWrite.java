package io.freshet.sql;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Set;

/** Which rows of one table a statement writes, as far as its text tells, where that is all it does. */
public sealed interface RowWrite {

    /** The table, as {@link WrittenTables#plain} has it. */
    String table();

    /**
     * New rows.
     *
     * @param columns in lower case
     * @param rows what each of the columns is given, row by row
     */
    record Inserts(String table, List<String> columns, List<List<Given>> rows) implements RowWrite {

        /** Copies. */
        public Inserts {
            columns = List.copyOf(columns);
            rows = rows.stream().map(List::copyOf).toList();
        }
    }

    /**
     * Rows that are there and that a condition holds for.
     *
     * @param from the table as the statement spells it, with its alias
     * @param deletes whether they are deleted, else updated
     * @param sets the columns that are set, in lower case
     * @param condition as the statement spells it; empty for all rows. It compares columns with values and does nothing else
     * @param conditionColumns the columns in it, in lower case
     * @param parameters which of the statement's parameters stand in it, in their order
     */
    record Changes(
            String table,
            String from,
            boolean deletes,
            Set<String> sets,
            String condition,
            Set<String> conditionColumns,
            List<Integer> parameters)
            implements RowWrite {

        /** Copies. */
        public Changes {
            sets = Set.copyOf(sets);
            conditionColumns = Set.copyOf(conditionColumns);
            parameters = List.copyOf(parameters);
        }
    }

    /** What a column of a new row is given. */
    sealed interface Given {

        /**
         * A parameter of the statement.
         *
         * @param index as JDBC counts, from 1
         */
        record Parameter(int index) implements Given {}

        /**
         * A value in the text.
         *
         * @param value a {@code Long}, a {@code String} or null
         */
        record Constant(@Nullable Object value) implements Given {}

        /** Something else. */
        enum Computed implements Given {
            /** The only one. */
            INSTANCE
        }
    }
}
