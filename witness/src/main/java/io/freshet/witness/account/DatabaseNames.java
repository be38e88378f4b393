package io.freshet.witness.account;

import io.freshet.sql.SqlName;

import java.util.Locale;
import java.util.Set;

/** Tells what the names in statements stand for. Thread-safe; may block on the database. */
public interface DatabaseNames {

    /** The tables that a table or view stands for. */
    Behind tablesBehind(SqlName name);

    /** The names of a table's columns, in lower case; empty if they are not known. */
    Set<String> columns(String table);

    /** Every name stands for itself. */
    static DatabaseNames asSpelled() {
        return new DatabaseNames() {
            @Override
            public Behind tablesBehind(SqlName name) {
                return new Behind(Set.of(name.toString().toLowerCase(Locale.ROOT)), Set.of(), false);
            }

            @Override
            public Set<String> columns(String table) {
                return Set.of();
            }
        };
    }

    /**
     * What a name stands for.
     *
     * @param tables names as dependencies have them
     * @param gaps what cannot be told, as ends of sentences that begin with "it"
     * @param isView whether the columns that a statement names are not those of the tables
     */
    record Behind(Set<String> tables, Set<String> gaps, boolean isView) {

        /** Copies. */
        public Behind {
            tables = Set.copyOf(tables);
            gaps = Set.copyOf(gaps);
        }
    }
}
