package io.freshet.capture.jdbc;

import io.freshet.change.ChangeSet;
import io.freshet.change.ChangeSink;
import io.freshet.tag.Tag;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Remembers what was told, and counts what was asked for it. */
final class Recorder implements ChangeSink, TransactionTags {

    final List<ChangeSet> changes = new ArrayList<>();
    int collects;
    int made;
    Runnable onChange = () -> {};
    private final TransactionTags tags;

    Recorder(TransactionTags tags) {
        this.tags = tags;
    }

    @Override
    public void committed(ChangeSet change) {
        onChange.run();
        changes.add(change);
    }

    @Override
    public ChangeSet collect(Connection connection, Written written) throws SQLException {
        collects++;
        return tags.collect(connection, written);
    }

    @Override
    public ChangeSet collectBeforeCommit(Connection connection, Written written) throws SQLException {
        collects++;
        return tags.collectBeforeCommit(connection, written);
    }

    @Override
    public boolean isKept() {
        return tags.isKept();
    }

    @Override
    public void made(ChangeSet change) {
        made++;
        committed(change);
    }

    @Override
    public CountedRows rows() {
        return tags.rows();
    }

    /** The tags told since the last call. */
    TreeSet<String> told() {
        TreeSet<String> names = new TreeSet<>();
        changes.forEach(change -> change.tags().stream().map(Tag::name).forEach(names::add));
        changes.clear();
        return names;
    }
}
