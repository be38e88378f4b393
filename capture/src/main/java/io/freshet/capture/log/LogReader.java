package io.freshet.capture.log;

import io.freshet.capture.postgres.ConnectionSource;
import org.jspecify.annotations.Nullable;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * One instance's part in reading the log: reads it if nobody else does. One thread.
 *
 * <p>The slot lets one reader in at a time, so there is no election: the others look at it several times a second. When the reader dies its
 * connection ends, and the next takes over where the slot was confirmed. A reader that is paused with its connection open is ended when it has
 * been silent for a while.
 *
 * <h2>When the slot is lost</h2>
 *
 * A slot that was dropped, thrown away by the server ({@code max_slot_wal_keep_size}), or did not follow a failover has missed transactions, and so
 * has one that somebody else has read or made anew: it stands further than what readers have noted. A new one begins with the next transactions.
 * Whatever was certified before must then count for nothing. For this the outbox says that it does not reach back beyond now, and only afterwards is
 * any question answered, so that no snapshot is certified together with an older one. Before that, all transactions that were running
 * must have ended: some may be in the log already, where the new slot does not look, and not visible yet.
 */
final class LogReader implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(LogReader.class.getName());
    private static final long WATCH_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long BUSY_NANOS = TimeUnit.MICROSECONDS.toNanos(500);
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long MUCH_BYTES = 1L << 30;

    private final LogDatabase database;
    private final ReplicationSource replication;
    private final LogNames names;
    private final String schema;
    private final String tenantColumn;
    private final LogTuning tuning;
    private final Thread thread;
    private volatile boolean closed;
    private volatile @Nullable LogStream open;
    private volatile LogStatus status = new LogStatus(false, 0, 0, "not begun");
    private boolean hasWarnedOfLag;
    private String lastFailure = "";

    /** Not started. */
    LogReader(
            ConnectionSource source,
            ReplicationSource replication,
            LogNames names,
            String schema,
            String tenantColumn,
            Duration timeout,
            LogTuning tuning) {
        this.database = new LogDatabase(source, schema, timeout);
        this.replication = replication;
        this.names = names;
        this.schema = schema;
        this.tenantColumn = tenantColumn;
        this.tuning = tuning;
        this.thread = new Thread(this::run, "freshet-log");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** There is a question. */
    void nudge() {
        LockSupport.unpark(thread);
    }

    LogStatus status() {
        return status;
    }

    private void run() {
        while (!closed) {
            try {
                step();
            } catch (SQLException | RuntimeException e) {
                failed(e);
            }
            pause(WATCH_NANOS);
        }
        database.close();
    }

    private void step() throws SQLException {
        SlotState slot = looked();
        if (!slot.isOurs()) {
            throw new SQLException("The replication slot \"" + names.slot()
                    + "\" belongs to another database or plugin: drop it, or rename the database");
        } else if (slot.isTaken()) {
            if (slot.silentMillis() > tuning.silence().toMillis()) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "The reader of the log has been silent for {0} ms and is ended: another takes over",
                        slot.silentMillis());
                database.terminate(slot.reader());
            }
            say(false, slot.lagBytes(), 0, "");
        } else {
            read(slot);
        }
    }

    private SlotState looked() throws SQLException {
        SlotState slot = database.slot(names.slot());
        boolean isMuch = slot.lagBytes() > MUCH_BYTES;
        if (isMuch && !hasWarnedOfLag) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "The replication slot \"{0}\" keeps {1} bytes of the log from being removed: {2}",
                    names.slot(),
                    slot.lagBytes(),
                    slot.isTaken() ? "its reader is behind" : "nobody reads it");
        }
        hasWarnedOfLag = isMuch;
        return slot;
    }

    private void read(SlotState found) throws SQLException {
        try (LogStream stream = LogStream.open(replication)) {
            open = stream;
            if (closed) {
                return;
            }
            if (found.isLost()) {
                stream.dropSlot(names.slot());
            }
            if (found.isLost() || !found.isThere()) {
                say(false, 0, 0, "waits for running transactions to end, so that a replication slot can be created");
                stream.createSlot(names.slot());
            }
            stream.start(names);
            SlotState slot = database.slot(names.slot());
            if (slot.confirmed() > database.recorded()) {
                closeGap(slot, stream);
            }
            LOG.log(
                    System.Logger.Level.INFO,
                    "This instance reads the log, by the replication slot \"{0}\"",
                    names.slot());
            readOn(new LogSession(database, stream, new LoggedRows(database, schema, tenantColumn), tuning.holds()));
        } finally {
            open = null;
        }
    }

    private void readOn(LogSession session) throws SQLException {
        long lookedAt = System.nanoTime();
        lastFailure = "";
        say(true, status.lagBytes(), 0, "");
        while (!closed) {
            boolean isMore = session.step();
            if (System.nanoTime() - lookedAt >= LOOK_NANOS) {
                lookedAt = System.nanoTime();
                say(true, looked().lagBytes(), session.held(), "");
            }
            pause(isMore ? BUSY_NANOS : IDLE_NANOS);
        }
    }

    private void closeGap(SlotState slot, LogStream stream) throws SQLException {
        Snapshot now = database.snapshot();
        while (!closed && database.snapshot().xmin() < now.xmax()) {
            say(
                    false,
                    slot.lagBytes(),
                    0,
                    "waits for transactions to end that ran when the replication slot was created");
            stream.saySo();
            pause(WATCH_NANOS);
        }
        if (closed) {
            return;
        }
        boolean isFirst = database.recorded() == 0;
        database.forgetBefore();
        database.record(slot.confirmed());
        LOG.log(
                isFirst ? System.Logger.Level.INFO : System.Logger.Level.WARNING,
                isFirst
                        ? "The log is read from now on, by the new replication slot \"{0}\""
                        : "The replication slot \"{0}\" was lost, and with it what was written meanwhile: nothing counts that was cached before",
                names.slot());
    }

    private void failed(Exception e) {
        database.close();
        if (closed) {
            return;
        }
        String said = LogMistakes.explained(e, names);
        say(false, status.lagBytes(), 0, said);
        if (!said.equals(lastFailure)) {
            lastFailure = said;
            LOG.log(System.Logger.Level.WARNING, "The log cannot be read, so nothing is certified: {0}", said);
        }
    }

    private void say(boolean isReading, long lagBytes, int held, String trouble) {
        status = new LogStatus(isReading, lagBytes, held, trouble);
    }

    private void pause(long nanos) {
        if (!closed) {
            LockSupport.parkNanos(this, nanos);
        }
    }

    /** Stops; another instance takes over. Idempotent. */
    @Override
    public void close() {
        closed = true;
        LogStream stream = open;
        if (stream != null) {
            stream.close();
        }
        LockSupport.unpark(thread);
    }
}
