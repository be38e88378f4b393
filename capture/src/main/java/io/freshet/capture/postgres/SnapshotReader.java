package io.freshet.capture.postgres;

import io.freshet.change.ChangeSet;
import io.freshet.change.TransactionId;
import io.freshet.relay.Outbox.Batch;
import io.freshet.relay.OutboxException;
import io.freshet.tag.Tags;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the outbox by snapshot, on one connection: {@link PostgresOutbox} tells why so. For one thread at a time. */
final class SnapshotReader {

    private static final long IDS_LOST_BY_A_CRASH = 100_000;
    private static final String DATA_EXCEPTION = "22";

    private final OutboxConnection connection;
    private final PostgresOutboxSql sql;

    SnapshotReader(OutboxConnection connection, PostgresOutboxSql sql) {
        this.connection = connection;
        this.sql = sql;
    }

    /** What is visible now and was not in the snapshot, whether or not rows of it have been deleted. Nothing for an empty one. */
    Batch read(String since) {
        return read(since, false);
    }

    /** Counts a cycle of the relay first. */
    Batch readInCycle(String since) {
        return read(since, true);
    }

    /** What {@link #read} does, but throws if rows may have been deleted. */
    Batch readReaching(String since) {
        Batch batch = read(since);
        if (!batch.reaches()) {
            throw new OutboxException(
                    "The outbox does not reach back to \"" + since + "\": rows that it does not show are deleted",
                    new IllegalArgumentException(since));
        }
        return batch;
    }

    private Batch read(String text, boolean inCycle) {
        String identity = connection.identity();
        boolean looksBack = connection.isNew();
        Optional<SeenSnapshot> since = text.isEmpty() ? Optional.empty() : Optional.of(known(text, identity));
        Batch batch = connection.run("read the outbox", statementText(since.isEmpty(), inCycle), statement -> {
            if (since.isPresent()) {
                bind(statement, since.get(), looksBack);
            }
            statement.execute();
            if (inCycle) {
                statement.getMoreResults(); // after the count
            }
            try (ResultSet rows = statement.getResultSet()) {
                return batchOf(rows, identity);
            }
        });
        connection.hasRead();
        return batch;
    }

    private String statementText(boolean isFirst, boolean inCycle) {
        if (isFirst) {
            return inCycle ? sql.snapshotInCycle() : sql.snapshot();
        }
        return inCycle ? sql.readInCycle() : sql.read();
    }

    private static void bind(PreparedStatement statement, SeenSnapshot since, boolean looksBack) throws SQLException {
        statement.setString(1, since.snapshot());
        statement.setString(
                2, Long.toString(looksBack ? Math.max(0, since.xmin() - IDS_LOST_BY_A_CRASH) : since.xmin()));
        statement.setLong(3, looksBack ? since.takenMicros() : Long.MAX_VALUE);
    }

    private static SeenSnapshot known(String text, String identity) {
        Optional<SeenSnapshot> known =
                SeenSnapshot.of(text).filter(seen -> seen.identity().equals(identity));
        return known.orElseThrow(() -> new OutboxException(
                "The outbox cannot be read since \"" + text + "\", which is no snapshot of " + identity
                        + ": begin a new lineage without replay",
                new IllegalArgumentException(text)));
    }

    /** One row has the snapshot, each of the others one of the outbox. */
    private static Batch batchOf(ResultSet rows, String identity) throws SQLException {
        String snapshot = "";
        boolean reaches = false;
        long oldestRunning = 0;
        long next = 0;
        Map<Long, List<String>> tags = new LinkedHashMap<>();
        while (rows.next()) {
            String tag = rows.getString(7);
            if (tag != null) {
                tags.computeIfAbsent(rows.getLong(6), xid -> new ArrayList<>()).add(tag);
            } else {
                reaches = rows.getBoolean(8);
                LogPosition position = LogPosition.of(rows.getString(5)).orElse(null);
                snapshot = new SeenSnapshot(identity, rows.getString(1), rows.getLong(4), position).toString();
                oldestRunning = rows.getLong(2);
                next = rows.getLong(3);
            }
        }
        return new Batch(snapshot, reaches, oldestRunning, next, changesOf(tags));
    }

    private static List<ChangeSet> changesOf(Map<Long, List<String>> tags) {
        List<ChangeSet> changes = new ArrayList<>(tags.size());
        tags.forEach((xid, names) -> changes.add(ChangeSet.of(
                new TransactionId(xid, names.size()),
                names.stream().flatMap(name -> Tags.meantBy(name).stream()).toList(),
                "transaction " + xid)));
        return changes;
    }

    boolean reachesBackTo(String snapshot) {
        String identity = connection.identity();
        Optional<SeenSnapshot> seen =
                SeenSnapshot.of(snapshot).filter(given -> given.identity().equals(identity));
        if (seen.isEmpty()) {
            return false;
        }
        try {
            return connection.run("ask how far the outbox reaches back", sql.reachesBack(), statement -> {
                statement.setString(1, seen.get().snapshot());
                try (ResultSet row = statement.executeQuery()) {
                    return row.next() && row.getBoolean(1);
                }
            });
        } catch (OutboxException e) {
            if (e.getCause() instanceof SQLException cause && isNoSnapshot(cause)) {
                return false;
            }
            throw e;
        }
    }

    private static boolean isNoSnapshot(SQLException e) {
        return e.getSQLState() != null && e.getSQLState().startsWith(DATA_EXCEPTION);
    }
}
