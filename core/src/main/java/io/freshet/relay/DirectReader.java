package io.freshet.relay;

import io.freshet.change.ChangeSet;
import io.freshet.event.CacheEvent;
import io.freshet.event.CacheEvents;
import io.freshet.freshness.Freshness;
import io.freshet.freshness.Moment;
import io.freshet.freshness.Ticker;
import io.freshet.relay.Outbox.Batch;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * Keeps an instance's cache alive while the shared tier does not answer it: asks the outbox itself what was committed, several times within
 * each short lease. One thread, which rests while certificates arrive; blocks on the outbox.
 *
 * <h2>Why nothing is missed</h2>
 *
 * The first read begins at the database snapshots that came with the instance's last complete polls, each later one where the one before ended.
 * So the instance knows every commit that the last read's snapshot shows, and its lease counts from before that read.
 *
 * <h2>Why no writer returns too early</h2>
 *
 * Writers that reach the shared tier do not hear from an instance that does not. So each direct read first counts itself in the database, by
 * a sequence, which everybody sees at once whatever his snapshot. A writer looks at that count right before its commit; while it moves, the
 * writer returns only when {@link #lease(Duration)} has passed since its commit, by when every direct lease from before has ended and every
 * read since has shown the commit. A transaction that looked before the first read counted itself has a number by then; so no lease is
 * taken until all transactions that were running at that first read have ended. The same after a gap in which the count may have seemed
 * to stand still.
 */
public final class DirectReader implements AutoCloseable {

    private static final int LEASES_IN_A_BOUND = 5;
    private static final int READS_IN_A_LEASE = 4;

    private final Outbox outbox;
    private final Freshness freshness;
    private final Ticker ticker;
    private final CacheEvents events;
    private final Duration lease;
    private final Thread thread;
    private volatile boolean closed;

    private String since = "";
    private @Nullable Moment lastAsked;
    private long barrier;
    private boolean working;

    /** Not started. */
    public DirectReader(Outbox outbox, Freshness freshness, Ticker ticker, CacheEvents events) {
        this.outbox = outbox;
        this.freshness = freshness;
        this.ticker = ticker;
        this.events = events;
        this.lease = lease(freshness.bound());
        this.thread = new Thread(this::run, "freshet-direct");
        thread.setDaemon(true);
    }

    /** How long after it was asked an answer of the outbox may be relied on. */
    public static Duration lease(Duration bound) {
        return bound.dividedBy(LEASES_IN_A_BOUND);
    }

    /** Begins to watch. */
    public void start() {
        thread.start();
    }

    private void run() {
        long pause = lease.toNanos() / READS_IN_A_LEASE;
        while (!closed) {
            step();
            LockSupport.parkNanos(this, pause);
        }
    }

    /** Reads once, if the instance needs it. */
    public void step() {
        if (!isNeeded()) {
            rest();
            return;
        }
        try {
            read();
        } catch (RuntimeException e) {
            report(false, e.toString());
        }
    }

    /** From the time when only a quarter of the shared lease is left, until half of it is. */
    private boolean isNeeded() {
        Duration behind = freshness.behind();
        Duration quarter = freshness.bound().dividedBy(4);
        return !behind.isNegative() && behind.compareTo(quarter.multipliedBy(since.isEmpty() ? 3 : 2)) > 0;
    }
    /** In the model: {@code FreshetDirect!Rest}. */
    private void rest() {
        since = "";
        lastAsked = null;
        report(false, "");
    }
    /** In the model: {@code FreshetDirect!Ask}, {@code FreshetDirect!Fail}. */
    private void read() {
        Moment asked = ticker.now();
        Set<String> bases = since.isEmpty() ? freshness.snapshots() : Set.of(since);
        if (bases.isEmpty()) {
            return;
        }
        List<long[]> news = new ArrayList<>();
        Batch first = null;
        for (String base : bases) {
            Batch batch = outbox.readDirectly(base);
            first = first == null ? batch : first;
            batch.changes().stream().map(ChangeSet::hashes).forEach(news::add);
        }
        if (first == null) {
            return;
        }
        if (isAfterGap()) {
            barrier = first.next();
        }
        boolean isSeenByWriters = first.oldestRunning() >= barrier;
        since = first.snapshot();
        lastAsked = asked;
        freshness.learned(asked, news, isSeenByWriters ? lease : Duration.ZERO);
        report(isSeenByWriters, "");
    }

    private boolean isAfterGap() {
        Moment last = lastAsked;
        return last == null
                || ticker.nanos() - last.nanos() > lease.toNanos()
                || ticker.wallMillis() - last.wallMillis() > lease.toMillis(); // the machine may have been suspended
    }

    private void report(boolean works, String failure) {
        if (works != working) {
            working = works;
            events.publish(works ? new CacheEvent.DirectBegan() : new CacheEvent.DirectEnded(failure));
        }
    }

    /** Stops; its lease ends by itself. Idempotent. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
