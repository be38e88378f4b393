package io.freshet.capture.jdbc;

import io.freshet.change.ChangeSet;
import io.freshet.change.DirectReads;
import io.freshet.change.TransactionId;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Asks the outbox in PostgreSQL, where triggers have put the tags of this transaction. Immutable. */
public final class PostgresTransactionTags implements TransactionTags {

    private final String sql;

    private PostgresTransactionTags(String schema) {
        this.sql = "SELECT xid, tag, direct FROM \"" + schema.replace("\"", "\"\"") + "\".freshet_collect(?)";
    }

    /** The outbox in a schema. */
    public static PostgresTransactionTags inSchema(String schema) {
        return new PostgresTransactionTags(schema);
    }

    @Override
    public ChangeSet collect(Connection connection, Written written) throws SQLException {
        return collect(connection, written.touched());
    }

    ChangeSet collect(Connection connection, Collection<String> extra) throws SQLException {
        long askedNanos = System.nanoTime();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            Array array = connection.createArrayOf("text", extra.toArray());
            statement.setArray(1, array);
            try (ResultSet rows = statement.executeQuery()) {
                return changeSetOf(rows, askedNanos);
            } finally {
                array.free();
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
        return tags.isEmpty()
                ? ChangeSet.of(tags, "a transaction without tags")
                : ChangeSet.of(new TransactionId(xid, tags.size()), tags, "transaction " + xid)
                        .withDirectReads(new DirectReads(directReads, askedNanos));
    }
}
