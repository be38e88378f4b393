package io.freshet.spring.database;

import io.freshet.capture.jdbc.TransactionTags;

import javax.sql.DataSource;

/**
 * A data source that was wrapped.
 *
 * @param name the name of the bean
 * @param raw what was wrapped
 * @param tags what tells the tags of its transactions
 */
record CapturedSource(String name, DataSource raw, LateTags tags) {

    void decide(TransactionTags decided) {
        tags.decide(decided);
    }
}
