package io.freshet.capture.jdbc;

import io.freshet.change.ChangeSet;
import io.freshet.tag.Tags;
import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads the tags from the statements themselves: each table written to, and each that foreign keys carry the write on to, all rows of it;
 * everything, if a statement cannot be read. Writes by others and by triggers are not seen. Thread-safe.
 */
public final class StatementTransactionTags implements TransactionTags {

    private final @Nullable PostgresTransactionTags outbox;
    private final CountedRows rows;
    private final Cascades cascades = new Cascades();

    private StatementTransactionTags(@Nullable PostgresTransactionTags outbox, CountedRows rows) {
        this.outbox = outbox;
        this.rows = rows;
    }

    /** Kept nowhere: if this process dies between commit and invalidation, the invalidation is lost. */
    public static StatementTransactionTags withoutOutbox() {
        return new StatementTransactionTags(null, CountedRows.none());
    }

    /** Kept in the outbox of a PostgreSQL schema, so that none is lost. */
    public static StatementTransactionTags intoOutbox(String schema) {
        return new StatementTransactionTags(PostgresTransactionTags.inSchema(schema), CountedRows.none());
    }

    /**
     * The same, which tells rows where they are certain.
     *
     * @param counted all shapes that any entry has, wherever it is kept, or they are stale
     */
    public StatementTransactionTags telling(CountedRows counted) {
        return new StatementTransactionTags(outbox, counted);
    }

    @Override
    public CountedRows rows() {
        return rows;
    }

    @Override
    public ChangeSet collect(Connection connection, Written seen) throws SQLException {
        Written written = cascades.followed(connection, seen);
        return outbox == null ? unkept(written) : outbox.collect(connection, tagsOf(written));
    }

    @Override
    public ChangeSet collectBeforeCommit(Connection connection, Written seen) throws SQLException {
        Written written = cascades.followed(connection, seen);
        return outbox == null ? unkept(written) : outbox.collectBeforeCommit(connection, tagsOf(written));
    }

    @Override
    public boolean isKept() {
        return outbox != null;
    }

    private static ChangeSet unkept(Written written) {
        return ChangeSet.of(tagsOf(written), "statements on " + described(written));
    }

    private static String described(Written written) {
        if (written.isUnknown()) {
            return "unknown tables";
        }
        return written.tables().isEmpty() ? "known rows" : new TreeSet<>(written.tables()).toString();
    }

    /** The tags that these writes raise. A qualified name stands for the bare one too, since either may be what a cache names. */
    public static Set<String> tagsOf(Written written) {
        Set<String> tags = new LinkedHashSet<>(written.touched());
        if (written.isUnknown()) {
            tags.add(Tags.ALL);
        }
        for (String table : written.tables()) {
            CountedRows.namesOf(table).forEach(name -> addTable(tags, name));
        }
        return tags;
    }

    private static void addTable(Set<String> tags, String table) {
        tags.add(Tags.table(table));
        tags.add(Tags.tableUnknown(table));
    }
}
