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
    private final Cascades cascades = new Cascades();

    private StatementTransactionTags(@Nullable PostgresTransactionTags outbox) {
        this.outbox = outbox;
    }

    /** Kept nowhere: if this process dies between commit and invalidation, the invalidation is lost. */
    public static StatementTransactionTags withoutOutbox() {
        return new StatementTransactionTags(null);
    }

    /** Kept in the outbox of a PostgreSQL schema, so that none is lost. */
    public static StatementTransactionTags intoOutbox(String schema) {
        return new StatementTransactionTags(PostgresTransactionTags.inSchema(schema));
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
        return ChangeSet.of(
                tagsOf(written),
                "statements on " + (written.isUnknown() ? "unknown tables" : new TreeSet<>(written.tables())));
    }

    /** A qualified name stands for the bare one too, since either may be what a cache names. */
    private static Set<String> tagsOf(Written written) {
        Set<String> tags = new LinkedHashSet<>(written.touched());
        if (written.isUnknown()) {
            tags.add(Tags.ALL);
        }
        for (String table : written.tables()) {
            addTable(tags, table);
            if (table.indexOf('.') >= 0) {
                addTable(tags, table.substring(table.lastIndexOf('.') + 1));
            }
        }
        return tags;
    }

    private static void addTable(Set<String> tags, String table) {
        tags.add(Tags.table(table));
        tags.add(Tags.tableUnknown(table));
    }
}
