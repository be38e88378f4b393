package io.freshet.capture.jdbc;

import io.freshet.change.ChangeSet;
import io.freshet.change.DirectReads;
import io.freshet.change.TransactionId;
import io.freshet.tag.Tag;
import io.freshet.tag.Tags;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Asks PostgreSQL for the tags of this transaction, which triggers have put into the outbox, and have noted. Thread-safe.
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

    private static final int LONGEST_USUAL = 400;

    private static final int MOST_USUAL = 500;

    /**
     * From no table: to scan that of one row that a sequence is costs more than all the rest. The function that says the last value says none to whom the right
     * to it is missing.
     */
    private final String noted;

    private final String collected;
    private final Map<String, Kept> usual = new ConcurrentHashMap<>();

    private PostgresTransactionTags(String schema) {
        String quoted = "\"" + schema.replace("\"", "\"\"") + "\"";
        NotedTags tags = NotedTags.of(schema);
        this.noted = "SELECT pg_catalog.pg_current_xact_id_if_assigned()::pg_catalog.text, " + tags.text()
                + ", COALESCE(pg_catalog.pg_sequence_last_value('" + quoted.replace("'", "''")
                + ".freshet_direct'::pg_catalog.regclass) OPERATOR(pg_catalog.+) 1, " + quoted
                + ".freshet_direct_reads()), CASE WHEN " + tags.isNone() + " THEN " + quoted + ".freshet_kept() END";
        this.collected = "SELECT xid, tag, direct FROM " + quoted + ".freshet_collect(?)";
    }

    /** The outbox in a schema. */
    public static PostgresTransactionTags inSchema(String schema) {
        return new PostgresTransactionTags(schema);
    }

    @Override
    public ChangeSet collect(Connection connection, Written written) throws SQLException {
        return asked(connection, written.touched(), isNoted(written), "");
    }

    @Override
    public ChangeSet collectBeforeCommit(Connection connection, Written written) throws SQLException {
        return askedBeforeCommit(connection, written.touched(), isNoted(written));
    }

    @Override
    public boolean isKept() {
        return true;
    }

    ChangeSet collect(Connection connection, Collection<String> extra) throws SQLException {
        return asked(connection, extra, extra.isEmpty(), "");
    }

    ChangeSet collectBeforeCommit(Connection connection, Collection<String> extra) throws SQLException {
        return askedBeforeCommit(connection, extra, extra.isEmpty());
    }

    /** What is added by hand only the outbox knows; and all of it, if the transaction may have taken back the setting. */
    private static boolean isNoted(Written written) {
        return written.touched().isEmpty() && !written.isUnknown() && !written.isReset();
    }

    private ChangeSet askedBeforeCommit(Connection connection, Collection<String> extra, boolean isNoted)
            throws SQLException {
        return asked(connection, extra, isNoted, isLocal(connection) ? "; COMMIT" : "");
    }

    private static boolean isLocal(Connection connection) throws SQLException {
        return LOCAL.contains(connection.getClass().getName())
                && !connection.getAutoCommit()
                && DRIVER.equals(connection.getMetaData().getDriverName());
    }

    private ChangeSet asked(Connection connection, Collection<String> extra, boolean isNoted, String then)
            throws SQLException {
        long askedNanos = System.nanoTime();
        String sql = (isNoted ? noted : collected) + then;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            if (!isNoted) {
                statement.setArray(1, connection.createArrayOf("text", extra.toArray()));
            }
            statement.execute();
            try (ResultSet rows = statement.getResultSet()) {
                return isNoted ? notedIn(rows, askedNanos) : collectedIn(rows, askedNanos);
            }
        }
    }

    /** What was noted, or where that does not say all, what is kept. */
    private ChangeSet notedIn(ResultSet rows, long askedNanos) throws SQLException {
        rows.next();
        Array all = rows.getArray(4);
        Kept kept = all == null
                ? noted(Objects.requireNonNullElse(rows.getString(2), ""))
                : Kept.of(List.of((String[]) all.getArray()));
        return changeSetOf(rows.getLong(1), kept, rows.getLong(3), askedNanos);
    }

    /** Most transactions write the same few tables as others did. */
    private Kept noted(String text) {
        Kept known = usual.get(text);
        if (known != null) {
            return known;
        }
        Kept kept = Kept.of(NotedTags.in(text));
        if (text.length() <= LONGEST_USUAL) {
            if (usual.size() >= MOST_USUAL) {
                usual.clear();
            }
            usual.put(text, kept);
        }
        return kept;
    }

    private static ChangeSet collectedIn(ResultSet rows, long askedNanos) throws SQLException {
        List<String> tags = new ArrayList<>();
        long xid = 0;
        long directReads = 0;
        while (rows.next()) {
            xid = rows.getLong(1);
            tags.add(rows.getString(2));
            directReads = rows.getLong(3);
        }
        return changeSetOf(xid, Kept.of(tags), directReads, askedNanos);
    }

    private static ChangeSet changeSetOf(long xid, Kept kept, long directReads, long askedNanos) {
        if (kept.rows() == 0) {
            return ChangeSet.of(List.of(), "a transaction without tags");
        }
        return xid == 0
                ? new ChangeSet(TransactionId.none(), kept.tags(), "a transaction that only reads", DirectReads.none())
                : new ChangeSet(
                        new TransactionId(xid, kept.rows()),
                        kept.tags(),
                        "transaction " + xid,
                        new DirectReads(directReads, askedNanos));
    }

    /**
     * What a transaction has in the outbox.
     *
     * @param rows how many
     * @param tags all that they stand for
     */
    private record Kept(int rows, List<Tag> tags) {

        static Kept of(Collection<String> names) {
            List<Tag> tags = names.stream()
                    .flatMap(name -> Tags.meantBy(name).stream())
                    .map(Tag::of)
                    .toList();
            return new Kept(names.size(), tags);
        }
    }
}
