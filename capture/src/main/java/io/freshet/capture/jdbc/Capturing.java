package io.freshet.capture.jdbc;

import io.freshet.capture.observe.ReadTables;
import io.freshet.change.ChangeSink;
import io.freshet.sql.StatementTexts;

/**
 * What all connections of a data source share.
 *
 * @param tags what tells the tags of a transaction
 * @param sink who makes them effective
 * @param reader what tells what statements write
 * @param texts what tells what statements read
 * @param tables what the names in them stand for
 * @param names whether they mean the same on each connection
 * @param listener hears what is executed
 */
record Capturing(
        TransactionTags tags,
        ChangeSink sink,
        StatementReader reader,
        StatementTexts texts,
        ReadTables tables,
        SessionNames names,
        StatementListener listener) {

    /** A connection is going to execute something; answers whether that was looked at, and need not be looked at again. */
    boolean executes(String sql) {
        boolean counts = tables.isDecided();
        if (counts) {
            names.executes(sql);
        }
        return counts;
    }

    /** A connection was told to look for names elsewhere. */
    void namesMoved() {
        if (tables.isDecided()) {
            names.moved();
        }
    }
}
