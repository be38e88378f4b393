package io.freshet.spring.database;

import io.freshet.capture.jdbc.TransactionTags;
import io.freshet.capture.observe.ReadTables;

import javax.sql.DataSource;

/**
 * A data source that was wrapped.
 *
 * @param name the name of the bean
 * @param raw what was wrapped
 * @param tags what tells the tags of its transactions
 * @param tables what tells what its statements read
 */
record CapturedSource(String name, DataSource raw, LateTags tags, LateReadTables tables) {

    void decide(TransactionTags decided) {
        tags.decide(decided);
    }

    void decide(ReadTables decided) {
        tables.decide(decided);
    }
}
