package io.freshet.capture.observe;

import io.freshet.sql.SqlName;

/**
 * Tells what the names in the statements of one data source stand for, and whether writes to that are noticed. Thread-safe; never blocks: what
 * is not known yet it goes and learns elsewhere.
 */
public interface ReadTables {

    /** What reading a table or view depends on. */
    Known table(SqlName name);

    /** What calling a function depends on; the name may be a word of the language, which depends on nothing. */
    Known function(SqlName name);

    /** What a name behind a dot depends on if it is no column: the call of a function, to databases that have this notation for it. */
    Known attribute(String name);

    /** The column that names a row's tenant. */
    String tenantColumn();

    /** Whether it can tell anything yet. */
    default boolean isDecided() {
        return true;
    }

    /** Nothing is known yet. */
    static ReadTables undecided() {
        return Undecided.TABLES;
    }
}
