package io.freshet.capture.jdbc;

import io.freshet.change.ChangeSet;
import io.freshet.change.DirectReads;
import io.freshet.change.TransactionId;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Asks the outbox in PostgreSQL, where triggers have put the tags of this transaction. Immutable.
 *
 * <h2>Why the commit may travel with the question</h2>
 *
 * A round trip costs a short transaction as much as a statement. The driver sends several statements at once, and the server executes none after
 * one that failed: so the transaction commits only if its tags were collected, as if they had been sent one after the other. That is done only on
 * connections that are known to have local transactions and no other: those of pgjdbc itself, and those that HikariCP has of it. A commit as text
 * would otherwise pass by whoever coordinates several databases.
 */
public final class PostgresTransactionTags implements TransactionTags {

    private static final Set<String> LOCAL =
            Set.of("org.postgresql.jdbc.PgConnection", "com.zaxxer.hikari.pool.HikariProxyConnection");

    private static final String DRIVER = "PostgreSQL JDBC Driver";

    private final String collect;

    private PostgresTransactionTags(String schema) {
        this.collect = "SELECT xid, tag, direct FROM \"" + schema.replace("\"", "\"\"") + "\".freshet_collect(";
    }

    /** The outbox in a schema. */
    public static PostgresTransactionTags inSchema(String schema) {
        return new PostgresTransactionTags(schema);
    }

    @Override
    public ChangeSet collect(Connection connection, Written written) throws SQLException {
        return collect(connection, written.touched());
    }

    @Override
    public ChangeSet collectBeforeCommit(Connection connection, Written written) throws SQLException {
        return collectBeforeCommit(connection, written.touched());
    }

    @Override
    public boolean isKept() {
        return true;
    }

    ChangeSet collect(Connection connection, Collection<String> extra) throws SQLException {
        return asked(connection, extra, "");
    }

    ChangeSet collectBeforeCommit(Connection connection, Collection<String> extra) throws SQLException {
        return asked(connection, extra, isLocal(connection) ? "; COMMIT" : "");
    }

    private static boolean isLocal(Connection connection) throws SQLException {
        return LOCAL.contains(connection.getClass().getName())
                && !connection.getAutoCommit()
                && DRIVER.equals(connection.getMetaData().getDriverName());
    }

    private ChangeSet asked(Connection connection, Collection<String> extra, String then) throws SQLException {
        long askedNanos = System.nanoTime();
        String sql = collect + (extra.isEmpty() ? "'{}')" : "?)") + then;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            if (!extra.isEmpty()) {
                statement.setArray(1, connection.createArrayOf("text", extra.toArray()));
            }
            statement.execute();
            try (ResultSet rows = statement.getResultSet()) {
                return changeSetOf(rows, askedNanos);
            }
        }
    }

    private static ChangeSet changeSetOf(ResultSet rows, long askedNanos) throws SQLException {
        List<String> tags = new ArrayList<>();
        long xid = 0;
        long directReads = 0;
        while (rows.next()) {
            xid = rows.getLong(1);
            tags.add(rows.getString(2));
            directReads = rows.getLong(3);
        }
        if (tags.isEmpty()) {
            return ChangeSet.of(tags, "a transaction without tags");
        }
        return xid == 0
                ? ChangeSet.of(tags, "a transaction that only reads")
                : ChangeSet.of(new TransactionId(xid, tags.size()), tags, "transaction " + xid)
                        .withDirectReads(new DirectReads(directReads, askedNanos));
    }
}
