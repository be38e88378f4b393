package io.freshet.spring.database;

import io.freshet.capture.jdbc.CountedRows;
import io.freshet.capture.jdbc.StatementTransactionTags;
import io.freshet.capture.jdbc.TransactionTags;
import io.freshet.capture.jdbc.Written;
import io.freshet.change.ChangeSet;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * What tells the tags of a data source's transactions, once that has been decided. Until then nothing needs to be asked of the database: the
 * triggers that another instance may have installed on PostgreSQL tell the relay, if there may be any; elsewhere the statements tell. Thread-safe.
 */
final class LateTags implements TransactionTags {

    private final TransactionTags statements = StatementTransactionTags.withoutOutbox();
    private final boolean mayHaveTriggers;
    private volatile TransactionTags decided = this::undecided;

    LateTags(boolean mayHaveTriggers) {
        this.mayHaveTriggers = mayHaveTriggers;
    }

    void decide(TransactionTags tags) {
        decided = tags;
    }

    @Override
    public CountedRows rows() {
        return decided.rows();
    }

    @Override
    public ChangeSet collect(Connection connection, Written written) throws SQLException {
        return decided.collect(connection, written);
    }

    @Override
    public ChangeSet collectBeforeCommit(Connection connection, Written written) throws SQLException {
        return decided.collectBeforeCommit(connection, written);
    }

    @Override
    public boolean isKept() {
        return decided.isKept();
    }

    private ChangeSet undecided(Connection connection, Written written) throws SQLException {
        return mayHaveTriggers && Databases.isPostgres(connection)
                ? ChangeSet.of(written.touched(), "start")
                : statements.collect(connection, written);
    }
}
