package io.freshet.capture.log;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** What the decoded log says, one piece after the other: transactions in the order of their commits, without what was rolled back. */
sealed interface LogMessage {

    /**
     * A transaction follows.
     *
     * @param position where its commit stands in the log
     * @param xid the lower half of its number
     */
    record Begin(long position, int xid) implements LogMessage {}

    /** The transaction is complete. */
    record Commit() implements LogMessage {}

    /**
     * What a table looks like in what follows.
     *
     * @param oid the catalog's number
     * @param hasKey whether an update that tells no row before has left the columns of the key alone
     * @param columns those that are told, in their order
     */
    record Relation(long oid, String schema, String name, boolean hasKey, List<Column> columns) implements LogMessage {

        /** Copies. */
        public Relation {
            columns = List.copyOf(columns);
        }
    }

    /**
     * A column.
     *
     * @param isKey whether old rows have it always
     * @param typeOid the number of its type
     */
    record Column(String name, boolean isKey, int typeOid) {}

    /**
     * A row was inserted, updated or deleted.
     *
     * @param before the row before; null if it was inserted, or if it was updated and nothing is told
     * @param after the row after; null if it was deleted
     */
    record Row(
            long oid,
            boolean isUpdate,
            @Nullable Image before,
            @Nullable Image after) implements LogMessage {}

    /** Tables were emptied. */
    record Truncate(List<Long> oids) implements LogMessage {

        /** Copies. */
        public Truncate {
            oids = List.copyOf(oids);
        }
    }

    /** Something that says nothing of rows. */
    record Other() implements LogMessage {}

    /**
     * The values of a row, as texts.
     *
     * @param values by column; null for a null, {@link #SAME} for a long value that the update has left alone
     * @param isKeyOnly whether the columns outside of the key are unknown
     */
    record Image(@Nullable String[] values, boolean isKeyOnly) {

        /** A value that was not written again; compared by identity. */
        @SuppressWarnings("StringOperationCanBeSimplified") // an object of its own
        static final String SAME = new String("same");
    }
}
