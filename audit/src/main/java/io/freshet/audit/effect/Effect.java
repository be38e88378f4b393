package io.freshet.audit.effect;

import io.freshet.sql.TableRead;

import java.util.Map;
import java.util.Set;

/**
 * What happens to a table. Immutable.
 *
 * @param operation what happens
 * @param table the name of the table, in lower case
 * @param columns the columns that are read or changed, in lower case; none if all may be
 * @param matches of a read: the equalities with columns of other tables without which a row does not count
 * @param pinned of a read: the columns that are compared with a value that the caller gives
 * @param fixed of a read: the columns without whose value, as it stands in the query, a row does not count
 * @param optional of a read: the columns that are only looked at if the caller gives a value to compare them with
 */
public record Effect(
        Operation operation,
        String table,
        Set<String> columns,
        Set<TableRead.Match> matches,
        Set<String> pinned,
        Map<String, String> fixed,
        Set<String> optional) {

    /** Of rows that count by themselves. */
    public Effect(Operation operation, String table, Set<String> columns) {
        this(operation, table, columns, Set.of(), Set.of(), Map.of(), Set.of());
    }

    /** What can happen to rows. */
    public enum Operation {
        /** They are read. */
        READ,
        /** They are read by their keys: a row that is added is none of them. */
        FIND,
        /** They are counted or summed up: each row that is added or removed changes the answer. */
        SUM_UP,
        /** They are added. */
        INSERT,
        /** They are changed. */
        UPDATE,
        /** They are added or, if they are there, changed. */
        UPSERT,
        /** They are removed. */
        DELETE;

        /** Whether it changes something. */
        public boolean isWrite() {
            return this != READ && this != FIND && this != SUM_UP;
        }
    }

    /** Copies. */
    public Effect {
        columns = Set.copyOf(columns);
        matches = Set.copyOf(matches);
        pinned = Set.copyOf(pinned);
        fixed = Map.copyOf(fixed);
        optional = Set.copyOf(optional);
    }

    /** Of the same rows, whatever they are compared with. */
    Effect alone() {
        return new Effect(operation, table, columns);
    }

    /** Of these columns only. */
    public Effect of(Set<String> some) {
        return new Effect(operation, table, some, matches, pinned, fixed, optional);
    }

    /** Of whole rows. */
    public static Effect of(Operation operation, String table) {
        return new Effect(operation, table, Set.of());
    }

    /** Whether it changes something. */
    public boolean isWrite() {
        return operation.isWrite();
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
