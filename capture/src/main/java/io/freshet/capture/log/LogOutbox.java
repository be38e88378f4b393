package io.freshet.capture.log;

import io.freshet.capture.postgres.ConnectionSource;
import io.freshet.capture.postgres.OutboxSettings;
import io.freshet.capture.postgres.PostgresOutbox;
import io.freshet.change.ChangeSet;
import io.freshet.relay.Outbox;
import io.freshet.relay.OutboxException;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The outbox of a database whose changes are read from the log: one instance of the fleet reads it and puts the tags into the outbox, where
 * relays find them like those of triggers.
 *
 * <h2>Why its snapshots may be certified</h2>
 *
 * The tags of a transaction are in the outbox some time after it is visible, in a transaction of the log's reader. So each read has two halves.
 * The first takes the snapshot that it answers. Then it waits until the reader has told all that this shows ({@link LogBarrier}), and reads again what has come
 * since. What the second half sees beyond the snapshot comes again with the next read, and is known as done by then. If the slot was lost between the
 * halves, the outbox does not reach back to the snapshot any more, and the read fails.
 *
 * <p>Threads and blocking as with {@link PostgresOutbox}; each read waits for the reader of the log, up to the timeout. Has a thread of its own from
 * when it is opened until it is closed.
 */
public final class LogOutbox implements Outbox {

    private final PostgresOutbox outbox;
    private final LogReader reader;
    private final LogBarrier barrier;
    private final LogBarrier directBarrier;

    private LogOutbox(LogSource source, OutboxSettings settings, LogTuning tuning) {
        ConnectionSource connections = source.connections();
        this.outbox = PostgresOutbox.of(connections, source.schema(), settings);
        this.reader = new LogReader(
                connections,
                source.replication(),
                source.names(),
                source.schema(),
                source.tenantColumn(),
                settings.timeout(),
                tuning);
        this.barrier = barrier(source, settings);
        this.directBarrier = barrier(source, settings);
    }

    private LogBarrier barrier(LogSource source, OutboxSettings settings) {
        return new LogBarrier(
                new LogDatabase(source.connections(), source.schema(), settings.timeout()), reader, settings.timeout());
    }

    /** Begins to read the log, or to wait until it may. What the server refuses is logged and tried again; {@link PostgresLog#check} asks beforehand. */
    public static LogOutbox open(LogSource source, OutboxSettings settings) {
        return open(source, settings, LogTuning.defaults());
    }

    static LogOutbox open(LogSource source, OutboxSettings settings, LogTuning tuning) {
        LogOutbox opened = new LogOutbox(source, settings, tuning);
        opened.reader.start();
        return opened;
    }

    /** How reading of the log stands. Thread-safe, does not block. */
    public LogStatus status() {
        return reader.status();
    }

    /** See {@link PostgresOutbox#systemIdentity()}. */
    public String systemIdentity() {
        return outbox.systemIdentity();
    }

    /** {@inheritDoc} Where it need not reach back to anything, a slot that was made meanwhile only means another snapshot. */
    @Override
    public Batch read(String sinceSnapshot) {
        return told(sinceSnapshot, outbox::read);
    }

    @Override
    public Batch beginCycle(String sinceSnapshot) {
        return told(sinceSnapshot, outbox::beginCycle);
    }

    private Batch told(String sinceSnapshot, Function<String, Batch> first) {
        Told told = told(barrier, first.apply(sinceSnapshot), outbox::read);
        if (!told.isWhole() && sinceSnapshot.isEmpty()) {
            told = told(barrier, outbox.read(sinceSnapshot), outbox::read);
        }
        if (!told.isWhole()) {
            throw new OutboxException(
                    "The log was lost while it was read: begin a new lineage",
                    new IllegalStateException(told.batch().snapshot()));
        }
        return told.batch();
    }

    /** {@inheritDoc} Counts twice. */
    @Override
    public Batch readDirectly(String sinceSnapshot) {
        synchronized (directBarrier) {
            return told(directBarrier, outbox.readDirectly(sinceSnapshot), outbox::readDirectly)
                    .batch();
        }
    }

    private static Told told(LogBarrier barrier, Batch shown, Function<String, Batch> again) {
        barrier.pass();
        Batch since = again.apply(shown.snapshot());
        List<ChangeSet> changes = new ArrayList<>(shown.changes());
        changes.addAll(since.changes());
        Batch all = new Batch(shown.snapshot(), shown.reaches(), shown.oldestRunning(), shown.next(), changes);
        return new Told(all, since.reaches());
    }

    /**
     * What was visible, with what the log has told since.
     *
     * @param isWhole whether the log was not lost meanwhile
     */
    private record Told(Batch batch, boolean isWhole) {}

    @Override
    public long cycles() {
        return outbox.cycles();
    }

    @Override
    public long directReads() {
        return outbox.directReads();
    }

    @Override
    public boolean keepsChanges() {
        return outbox.keepsChanges();
    }

    @Override
    public ChangeSet keep(ChangeSet change) {
        return outbox.keep(change);
    }

    @Override
    public boolean reachesBackTo(String snapshot) {
        return outbox.reachesBackTo(snapshot);
    }

    @Override
    public long nextLineage(long above) {
        return outbox.nextLineage(above);
    }

    @Override
    public void trim(String certifiedSnapshot) {
        outbox.trim(certifiedSnapshot);
    }

    @Override
    public String description() {
        return outbox.description() + ", told by the log";
    }

    @Override
    public void close() {
        reader.close();
        barrier.disconnect();
        directBarrier.close();
        synchronized (directBarrier) {
            directBarrier.disconnect();
        }
        outbox.close();
    }
}
