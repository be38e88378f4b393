package io.freshet.capture.log;

import io.freshet.relay.OutboxException;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Waits until whichever instance reads the log has told all that is visible now: {@link LogSession} says why its answer can be trusted.
 * For one thread at a time; blocks up to the timeout.
 */
final class LogBarrier implements AutoCloseable {

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final LogDatabase database;
    private final LogReader reader;
    private final Duration timeout;
    private volatile boolean closed;

    LogBarrier(LogDatabase database, LogReader reader, Duration timeout) {
        this.database = database;
        this.reader = reader;
        this.timeout = timeout;
    }

    /**
     * Everything that was visible before this was called is told when it returns.
     *
     * @throws OutboxException if nobody answers in time
     */
    void pass() {
        try {
            long question = database.ask();
            long since = System.nanoTime();
            reader.nudge();
            while (database.told() < question) {
                if (closed || System.nanoTime() - since > timeout.toNanos()) {
                    throw unanswered(reader::status);
                }
                LockSupport.parkNanos(this, PAUSE_NANOS);
            }
        } catch (SQLException e) {
            database.close();
            throw new OutboxException("Cannot ask the reader of the log: " + e.getMessage(), e);
        }
    }

    private OutboxException unanswered(Supplier<LogStatus> status) {
        LogStatus seen = status.get();
        return new OutboxException(
                "No reader of the log has told within " + timeout.toMillis() + " ms what is visible now"
                        + (seen.trouble().isEmpty()
                                ? ", or it is behind by some of " + seen.lagBytes() + " bytes"
                                : ": " + seen.trouble()),
                new IllegalStateException(seen.toString()));
    }

    @Override
    public void close() {
        closed = true;
    }

    /** Closes the connection. */
    void disconnect() {
        closed = true;
        database.close();
    }
}
