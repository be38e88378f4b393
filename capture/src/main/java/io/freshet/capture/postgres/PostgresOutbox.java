package io.freshet.capture.postgres;

import io.freshet.capture.jdbc.PostgresTransactionTags;
import io.freshet.capture.jdbc.Written;
import io.freshet.change.ChangeSet;
import io.freshet.relay.Outbox;
import io.freshet.relay.OutboxException;
import io.freshet.tag.Tag;

import java.sql.ResultSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

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
 * <h2>Why a direct read counts first and takes a transaction id</h2>
 *
 * A writer that has looked at the count of direct reads before this one was counted does not wait for the reader. It has had its own
 * transaction id since before it looked, so that id is below the one taken here, and {@link Batch#next} is above both. The end of the snapshot
 * alone would not do: it is one above the last transaction that has <em>ended</em>, and a running one may have a greater id.
 *
 * <p>For one thread at a time, but for {@link #cycles}, {@link #directReads}, {@link #readDirectly} and {@link #keep}, which any thread may
 * call. Blocks up to the timeout. Each of the four connections (the relay's, and one for questions, direct reads and changes to be kept) is
 * opened when first used, and again after each failure.
 */
public final class PostgresOutbox implements Outbox {

    private static final System.Logger LOG = System.getLogger(PostgresOutbox.class.getName());

    private final OutboxConnection connection;
    private final OutboxConnection watcher;
    private final OutboxConnection direct;
    private final OutboxConnection keeper;
    private final SnapshotReader reader;
    private final SnapshotReader directReader;
    private final PostgresTransactionTags tags;
    private final OutboxSettings settings;
    private final LongSupplier nanoTime;
    private final String schema;
    private final PostgresOutboxSql sql;
    private long trimmedAt;
    private boolean hasTrimmed;

    private PostgresOutbox(ConnectionSource source, String schema, OutboxSettings settings, LongSupplier nanoTime) {
        this.connection = new OutboxConnection(source, settings.timeout());
        this.watcher = new OutboxConnection(source, settings.timeout());
        this.direct = new OutboxConnection(source, settings.timeout());
        this.keeper = new OutboxConnection(source, settings.timeout());
        this.schema = schema;
        this.settings = settings;
        this.nanoTime = nanoTime;
        this.sql = new PostgresOutboxSql(schema);
        this.reader = new SnapshotReader(connection, sql);
        this.directReader = new SnapshotReader(direct, sql);
        this.tags = PostgresTransactionTags.inSchema(schema);
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
     * {@inheritDoc} Its {@link Batch#next} is above all transactions that have ended, but perhaps not above those that run.
     *
     * @throws OutboxException also for a snapshot of another database or one that cannot be read: see {@link #reachesBackTo}
     */
    @Override
    public Batch read(String sinceSnapshot) {
        return reader.read(sinceSnapshot);
    }

    /** {@inheritDoc} Two round trips on a connection of its own; uses a transaction id up. */
    @Override
    public Batch readDirectly(String sinceSnapshot) {
        synchronized (direct) {
            number(direct, "begin a direct read", sql.beginDirectRead());
            return directReader.readReaching(sinceSnapshot);
        }
    }

    /** {@inheritDoc} Shares a connection with {@link #cycles}. */
    @Override
    public long directReads() {
        synchronized (watcher) {
            return number(watcher, "ask whether others read directly", sql.directReads());
        }
    }

    /** {@inheritDoc} One round trip on a connection of its own; callers wait for each other. */
    @Override
    public ChangeSet keep(ChangeSet change) {
        if (change.isEmpty() || change.transaction().isRecorded()) {
            return change;
        }
        Written written = new Written(
                Set.of(), false, change.tags().stream().map(Tag::name).collect(Collectors.toSet()));
        synchronized (keeper) {
            ChangeSet kept = keeper.use("keep " + change.cause(), connection -> tags.collect(connection, written));
            return new ChangeSet(kept.transaction(), change.tags(), change.cause(), kept.directReads());
        }
    }

    /** {@inheritDoc} One round trip: the server executes the one statement after the other. */
    @Override
    public Batch beginCycle(String sinceSnapshot) {
        return reader.readInCycle(sinceSnapshot);
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
        return reader.reachesBackTo(snapshot);
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

    /** {@inheritDoc} One step of bounded size, since certificates wait for it; the next call goes on where a step was full. */
    @Override
    public void trim(String certifiedSnapshot) {
        long now = nanoTime.getAsLong();
        if (hasTrimmed && now - trimmedAt < settings.trimEvery().toNanos()) {
            return;
        }
        String identity = connection.identity();
        long deleted = SeenSnapshot.of(certifiedSnapshot)
                .filter(given -> given.identity().equals(identity))
                .map(this::deleteBelow)
                .orElse(0L);
        hasTrimmed = deleted < settings.trimRows();
        trimmedAt = now;
    }

    private long deleteBelow(SeenSnapshot certified) {
        return connection.run("trim the outbox", sql.trim(), statement -> {
            statement.setString(1, Long.toString(certified.xmin()));
            statement.setInt(2, settings.trimRows());
            statement.setLong(3, settings.retention().toMillis());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                LOG.log(System.Logger.Level.DEBUG, "Outbox {0}: {1} rows trimmed", schema, row.getLong(1));
                return row.getLong(1);
            }
        });
    }

    @Override
    public String description() {
        return "PostgreSQL outbox in schema " + schema;
    }

    @Override
    public void close() {
        connection.close();
        for (OutboxConnection shared : List.of(watcher, direct, keeper)) {
            synchronized (shared) {
                shared.close();
            }
        }
    }
}
