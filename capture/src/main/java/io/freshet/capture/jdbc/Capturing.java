package io.freshet.capture.jdbc;

import io.freshet.change.ChangeSink;

/**
 * What all connections of a data source share.
 *
 * @param tags what tells the tags of a transaction
 * @param sink who makes them effective
 * @param reader what reads statements
 */
record Capturing(TransactionTags tags, ChangeSink sink, StatementReader reader) {}
