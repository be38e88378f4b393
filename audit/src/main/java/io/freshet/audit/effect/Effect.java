package io.freshet.audit.effect;

import java.util.Set;

/**
 * What happens to a table. Immutable.
 *
 * @param operation what happens
 * @param table the name of the table, in lower case
 * @param columns the columns that are read or changed, in lower case; none if all may be
 */
public record Effect(Operation operation, String table, Set<String> columns) {

    /** What can happen to rows. */
    public enum Operation {
        /** They are read. */
        READ,
        /** They are added. */
        INSERT,
        /** They are changed. */
        UPDATE,
        /** They are added or, if they are there, changed. */
        UPSERT,
        /** They are removed. */
        DELETE
    }

    /** Copies. */
    public Effect {
        columns = Set.copyOf(columns);
    }

    /** Of whole rows. */
    public static Effect of(Operation operation, String table) {
        return new Effect(operation, table, Set.of());
    }

    /** Whether it changes something. */
    public boolean isWrite() {
        return operation != Operation.READ;
    }

    /** Whether a write can change what a read of the other effect answers: the same table, and columns that meet. */
    public boolean touches(Effect read) {
        boolean isOfRows = operation != Operation.UPDATE;
        boolean meets = isOfRows
                || columns.isEmpty()
                || read.columns.isEmpty()
                || columns.stream().anyMatch(read.columns::contains);
        return table.equals(read.table) && meets;
    }
}
