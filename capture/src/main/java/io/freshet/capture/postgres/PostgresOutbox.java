package io.freshet.capture.postgres;

import io.freshet.change.ChangeSet;
import io.freshet.change.TransactionId;
import io.freshet.relay.Outbox;
import io.freshet.relay.OutboxException;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The outbox that {@link PostgresCapture} installs.
 *
 * <h2>Why it is read by snapshot</h2>
 *
 * Transactions do not become visible in the order of their ids, nor of any sequence: a reader that remembers "the last one" skips those that
 * began earlier and commit later. A snapshot says exactly which transactions it shows. So each read is one statement that answers its own
 * snapshot together with the rows which that snapshot shows and the previous one did not: every transaction is in the difference of
 * exactly one pair of consecutive snapshots, whenever it commits. Statement and snapshot are one because the connection is READ COMMITTED
 * and commits by itself. Prepared transactions count as running until they are committed.
 *
 * <p>The same holds for deleting: only what lies below every transaction that was running in a certified snapshot is deleted, so any later
 * certified snapshot still reaches back to what was deleted. A long transaction delays deleting, as it delays VACUUM.
 *
 * <p>A snapshot of another server, timeline or database reaches back to nothing ({@link SeenSnapshot} tells why), so after a failover of
 * PostgreSQL the relay makes everything older worthless. A standby is refused. The first read of each connection also looks for
 * transaction ids that a crash of the server has handed out again.
 *
 * <p>For one thread at a time, but for {@link #cycles}. Blocks up to the timeout. Connects when first used, and again after each failure.
 */
public final class PostgresOutbox implements Outbox {

    private static final System.Logger LOG = System.getLogger(PostgresOutbox.class.getName());
    private static final long IDS_LOST_BY_A_CRASH = 100_000;

    private final OutboxConnection connection;
    private final OutboxConnection watcher;
    private final OutboxSettings settings;
    private final LongSupplier nanoTime;
    private final String schema;
    private final PostgresOutboxSql sql;
    private long trimmedAt;
    private boolean hasTrimmed;

    private PostgresOutbox(ConnectionSource source, String schema, OutboxSettings settings, LongSupplier nanoTime) {
        this.connection = new OutboxConnection(source, settings.timeout());
        this.watcher = new OutboxConnection(source, settings.timeout());
        this.schema = schema;
        this.settings = settings;
        this.nanoTime = nanoTime;
        this.sql = new PostgresOutboxSql(schema);
    }

    /**
     * An outbox that connects when it is first used.
     *
     * @param source where its connection comes from
     * @param schema where it was installed, as {@link Installation#schema()} tells
     * @param settings see there
     */
    public static PostgresOutbox of(ConnectionSource source, String schema, OutboxSettings settings) {
        return new PostgresOutbox(source, schema, settings, System::nanoTime);
    }

    /** The same with a clock that tests move, in nanoseconds. */
    static PostgresOutbox of(ConnectionSource source, String schema, OutboxSettings settings, LongSupplier nanoTime) {
        return new PostgresOutbox(source, schema, settings, nanoTime);
    }

    /**
     * {@code <system identifier>.<timeline>.<database oid>}, for the namespace in Redis: after a failover or a restore it is another one.
     *
     * @throws OutboxException if the database is away
     */
    public String systemIdentity() {
        return connection.identity();
    }

    /**
     * {@inheritDoc}
     *
     * @throws OutboxException also for a snapshot of another database or one that cannot be read: see {@link #reachesBackTo}
     */
    @Override
    public Batch read(String sinceSnapshot) {
        String identity = connection.identity();
        Batch batch = sinceSnapshot.isEmpty()
                ? connection.run("take a snapshot", sql.snapshot(), statement -> {
                    try (ResultSet rows = statement.executeQuery()) {
                        return batchOf(rows, identity);
                    }
                })
                : readSince(known(sinceSnapshot, identity), identity);
        connection.hasRead();
        return batch;
    }

    private SeenSnapshot known(String text, String identity) {
        Optional<SeenSnapshot> known =
                SeenSnapshot.of(text).filter(seen -> seen.identity().equals(identity));
        return known.orElseThrow(() -> new OutboxException(
                "The outbox cannot be read since \"" + text + "\", which is no snapshot of " + identity
                        + ": begin a new lineage without replay",
                new IllegalArgumentException(text)));
    }

    private Batch readSince(SeenSnapshot since, String identity) {
        boolean looksBack = connection.isNew();
        return connection.run("read the outbox", sql.read(), statement -> {
            statement.setString(1, since.snapshot());
            statement.setString(
                    2, Long.toString(looksBack ? Math.max(0, since.xmin() - IDS_LOST_BY_A_CRASH) : since.xmin()));
            statement.setLong(3, looksBack ? since.takenMicros() : Long.MAX_VALUE);
            try (ResultSet rows = statement.executeQuery()) {
                return batchOf(rows, identity);
            }
        });
    }

    private static Batch batchOf(ResultSet rows, String identity) throws SQLException {
        Map<Long, List<String>> tags = new LinkedHashMap<>();
        String snapshot = "";
        long oldestRunning = 0;
        while (rows.next()) {
            if (snapshot.isEmpty()) {
                snapshot = new SeenSnapshot(identity, rows.getString(1), rows.getLong(3)).toString();
                oldestRunning = rows.getLong(2);
            }
            if (rows.getString(5) != null) {
                tags.computeIfAbsent(rows.getLong(4), xid -> new ArrayList<>()).add(rows.getString(5));
            }
        }
        List<ChangeSet> changes = new ArrayList<>(tags.size());
        tags.forEach((xid, names) ->
                changes.add(ChangeSet.of(new TransactionId(xid, names.size()), names, "transaction " + xid)));
        return new Batch(snapshot, oldestRunning, changes);
    }

    @Override
    public void beginCycle() {
        number(connection, "begin a cycle", sql.beginCycle());
    }

    /** {@inheritDoc} Has a connection of its own, opened when it is first asked. */
    @Override
    public long cycles() {
        synchronized (watcher) {
            return number(watcher, "ask whether a relay works", sql.cycles());
        }
    }

    private static long number(OutboxConnection connection, String what, String sql) {
        return connection.run(what, sql, statement -> {
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        });
    }

    @Override
    public boolean keepsChanges() {
        return true;
    }

    @Override
    public boolean reachesBackTo(String snapshot) {
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
        return e.getSQLState() != null && e.getSQLState().startsWith("22");
    }

    @Override
    public long nextLineage(long above) {
        return connection.run("begin a lineage", sql.nextLineage(), statement -> {
            statement.setLong(1, above);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        });
    }

    @Override
    public void trim(String certifiedSnapshot) {
        long now = nanoTime.getAsLong();
        if (hasTrimmed && now - trimmedAt < settings.trimEvery().toNanos()) {
            return;
        }
        String identity = connection.identity();
        SeenSnapshot.of(certifiedSnapshot)
                .filter(given -> given.identity().equals(identity))
                .ifPresent(this::deleteBelow);
        hasTrimmed = true;
        trimmedAt = now;
    }

    private void deleteBelow(SeenSnapshot certified) {
        connection.run("trim the outbox", sql.trim(), statement -> {
            statement.setString(1, Long.toString(certified.xmin()));
            statement.setLong(2, settings.retention().toMillis());
            statement.setInt(3, settings.trimRows());
            int trims = statement.executeUpdate();
            LOG.log(System.Logger.Level.DEBUG, "Outbox {0}: {1}", schema, trims == 0 ? "nothing to trim" : "trimmed");
            return trims;
        });
    }

    @Override
    public String description() {
        return "PostgreSQL outbox in schema " + schema;
    }

    @Override
    public void close() {
        connection.close();
        synchronized (watcher) {
            watcher.close();
        }
    }
}
