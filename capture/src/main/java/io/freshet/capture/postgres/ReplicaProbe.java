package io.freshet.capture.postgres;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/**
 * Knows how far a standby has replayed the log of its primary. Thread-safe; callers wait at most the limit.
 *
 * <p>It is asked by a thread of its own, once for all who wait, and not again while its last answer is enough. An answer is forgotten
 * after a second, in which no standby can be replaced by one that is further behind. After a failure it is left alone for a second.
 */
final class ReplicaProbe implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(ReplicaProbe.class.getName());
    private static final long REMEMBERED = TimeUnit.SECONDS.toNanos(1);
    private static final long REST = TimeUnit.SECONDS.toNanos(1);
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(5);
    private static final int NETWORK_TIMEOUT_MILLIS = 3000;

    /**
     * The position is asked for before the timeline: a standby changes over only to a timeline that branches off behind what it has replayed. The
     * control file tells the timeline late; who may not see the receiver relies on it where it is settled.
     */
    private static final String POSITION = """
            WITH replayed AS MATERIALIZED (SELECT pg_last_wal_replay_lsn()::text AS position)
            SELECT replayed.position, pg_is_in_recovery(),
                   (SELECT system_identifier FROM pg_control_system()) || '.'
                   || coalesce((SELECT received_tli FROM pg_stat_wal_receiver WHERE received_tli > 0),
                               (SELECT c.timeline_id FROM pg_control_checkpoint() c, pg_control_recovery() r
                                WHERE r.min_recovery_end_timeline IN (0, c.timeline_id))) || '.'
                   || (SELECT oid FROM pg_database WHERE datname = current_database())
            FROM replayed""";

    private final ConnectionSource source;
    private final Duration limit;
    private final LongSupplier nanoTime;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread asking = new Thread(task, "freshet-replica");
        asking.setDaemon(true);
        return asking;
    });

    private @Nullable CompletableFuture<@Nullable Answer> asked;
    private volatile @Nullable Answer last;
    private volatile @Nullable Long failedAt;
    private volatile boolean isClosed;
    private @Nullable Connection connection;

    ReplicaProbe(ConnectionSource source, Duration limit, LongSupplier nanoTime) {
        this.source = source;
        this.limit = limit;
        this.nanoTime = nanoTime;
    }

    /** Whether the standby shows all that a snapshot of its primary does. */
    boolean shows(SeenSnapshot least) {
        if (isClosed) {
            return false;
        }
        Answer known = last;
        if (known != null && known.shows(least) && isYounger(known.nanos(), REMEMBERED)) {
            return true;
        }
        Long failed = failedAt;
        if (least.position() == null || (failed != null && isYounger(failed, REST))) {
            return false;
        }
        Answer answer = awaited(asking());
        return answer != null && answer.shows(least);
    }

    private boolean isYounger(long nanos, long age) {
        return nanoTime.getAsLong() - nanos < age;
    }

    private synchronized CompletableFuture<@Nullable Answer> asking() {
        CompletableFuture<@Nullable Answer> present = asked;
        if (present != null && !present.isDone()) {
            return present;
        }
        Answer known = last;
        if (known != null && isYounger(known.nanos(), PAUSE)) {
            return CompletableFuture.completedFuture(known);
        }
        CompletableFuture<@Nullable Answer> next = new CompletableFuture<>();
        asked = next;
        try {
            thread.execute(() -> next.complete(ask()));
        } catch (RejectedExecutionException e) {
            next.complete(null);
        }
        return next;
    }

    private @Nullable Answer awaited(CompletableFuture<@Nullable Answer> answer) {
        try {
            return answer.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        } catch (ExecutionException | TimeoutException e) {
            return null;
        }
    }

    /** On its own thread. Whatever goes wrong is an answer too: null. */
    private @Nullable Answer ask() {
        try (PreparedStatement statement = opened().prepareStatement(POSITION);
                ResultSet row = statement.executeQuery()) {
            long now = nanoTime.getAsLong();
            row.next();
            Answer answer = new Answer(now, identityIn(row), position(row));
            succeeded();
            last = answer;
            return answer;
        } catch (SQLException | RuntimeException e) {
            drop();
            failed(e);
            return null;
        }
    }

    private static String identityIn(ResultSet row) throws SQLException {
        String identity = row.getString(3);
        if (!row.getBoolean(2)) {
            throw new SQLException("it is no standby any more");
        }
        if (identity == null) {
            throw new SQLException("it is about to change its timeline");
        }
        return identity;
    }

    private static LogPosition position(ResultSet row) throws SQLException {
        return Optional.ofNullable(row.getString(1))
                .flatMap(LogPosition::of)
                .orElseThrow(() -> new SQLException("it does not tell how far it has replayed the log"));
    }

    private Connection opened() throws SQLException {
        Connection present = connection;
        if (present == null) {
            present = source.open();
            connection = present;
            present.setNetworkTimeout(Runnable::run, NETWORK_TIMEOUT_MILLIS);
            present.setAutoCommit(true);
        }
        return present;
    }

    private void drop() {
        Connection present = connection;
        connection = null;
        if (present != null) {
            try (present) {
                present.abort(Runnable::run);
            } catch (SQLException e) {
                LOG.log(System.Logger.Level.DEBUG, "A broken connection to the replica could not be closed", e);
            }
        }
    }

    private void succeeded() {
        if (failedAt != null) {
            failedAt = null;
            LOG.log(System.Logger.Level.INFO, "The replica answers: loads read it again where it shows enough");
        }
    }

    /** Leaves the standby alone for a while. */
    void failed(Exception why) {
        last = null;
        boolean isFirst = failedAt == null;
        failedAt = nanoTime.getAsLong();
        if (isFirst && !isClosed) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "The replica cannot be used, loads read the primary: " + why.getMessage());
        }
    }

    @Override
    public void close() {
        isClosed = true;
        last = null;
        try {
            thread.execute(this::drop);
        } catch (RejectedExecutionException e) {
            LOG.log(System.Logger.Level.DEBUG, "Closed already", e);
        }
        thread.shutdown();
    }

    /**
     * What the standby said.
     *
     * @param nanos when
     * @param identity the system, timeline and database that it follows
     * @param position up to which it has replayed the log
     */
    private record Answer(long nanos, String identity, LogPosition position) {

        boolean shows(SeenSnapshot least) {
            LogPosition needed = least.position();
            return needed != null && identity.equals(least.identity()) && position.compareTo(needed) >= 0;
        }
    }
}
