package io.freshet.freshness;

import io.freshet.event.CacheEvent;
import io.freshet.event.CacheEvents;
import io.freshet.remote.Partitions;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Keeps an instance's leases: polls each partition at an interval, at once when a nudge shows a gap, and soon after each bump, so that
 * writers learn that this instance has applied it. One thread of its own; {@link #awaitFleet} and {@link #awaitKnown} block their callers,
 * nothing else blocks anybody.
 *
 * <h2>How a writer knows that the fleet has seen its write</h2>
 *
 * Each poll tells the server up to which number its instance has applied every bump, and for how long a lease that rests on it can run.
 * A writer asks for the least of these numbers over all other instances whose leases may still run; once that reaches its own bump, no
 * instance can serve what the write made stale. An instance that is dead or cut off stops counting when its lease has ended, so the wait
 * never exceeds the bound. This is how leases were meant to be used: Gray and Cheriton, Leases (1989), section 2.
 */
public final class LeaseKeeper implements AutoCloseable {

    private static final long SHORTEST_PAUSE_NANOS = 20_000;
    private static final long LOOK_NANOS = 500_000;
    private static final int LOOKS_FOR_A_POLL = 20;

    private final Freshness freshness;
    private final Ticker ticker;
    private final CacheEvents events;
    private final FleetWaits waits = new FleetWaits();
    private final LagMeter lags;
    private final List<Poller> pollers = new ArrayList<>();
    private final Thread thread;

    private volatile boolean closed;
    private boolean hadLease;

    /**
     * Not started.
     *
     * @param instance the name under which the server knows this instance
     * @param interval between polls
     */
    public LeaseKeeper(
            String instance,
            Partitions partitions,
            Freshness freshness,
            Duration interval,
            Ticker ticker,
            CacheEvents events) {
        this.freshness = freshness;
        this.ticker = ticker;
        this.events = events;
        this.lags = new LagMeter(partitions.count());
        this.thread = new Thread(this::run, "freshet-lease");
        thread.setDaemon(true);
        for (int i = 0; i < partitions.count(); i++) {
            pollers.add(new Poller(
                    i,
                    instance,
                    partitions.get(i),
                    freshness,
                    waits,
                    ticker,
                    interval.toNanos(),
                    lags,
                    () -> LockSupport.unpark(thread)));
        }
    }

    /** Begins to poll and to listen. */
    public void start() {
        pollers.forEach(Poller::listen);
        thread.start();
    }

    /** Polls all partitions without waiting for the interval. */
    public void pollSoon() {
        pollers.forEach(Poller::pollSoon);
    }

    /**
     * Blocks until every other instance that may hold a lease has applied these bumps, or the time is over; an interrupt does not end the wait.
     *
     * <p>In the model: {@code Acknowledge}.
     *
     * @param seqs the number in each partition concerned
     * @return whether they have
     */
    public boolean awaitFleet(Map<Integer, Long> seqs, Duration atMost) {
        long until = ticker.nanos() + atMost.toNanos();
        FleetWaits.Wait wait = waits.add(seqs);
        boolean isInterrupted = false;
        try {
            for (long left = atMost.toNanos(); ; left = until - ticker.nanos()) {
                try {
                    if (wait.await(Duration.ofNanos(Math.max(0, Math.min(left, Poller.WATCHING_NANOS))))) {
                        return true;
                    }
                } catch (InterruptedException e) {
                    isInterrupted = true;
                    continue;
                }
                if (left <= 0) {
                    return false;
                }
                seqs.keySet().forEach(partition -> pollers.get(partition).watch());
            }
        } finally {
            waits.remove(wait);
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Blocks until all that a session has seen is known here, or the time is over; answers whether it is. */
    public boolean awaitKnown(SessionToken token, Duration atMost) {
        long until = ticker.nanos() + atMost.toNanos();
        for (int look = 0; !freshness.knows(token); look++) {
            if (ticker.nanos() - until >= 0 || Thread.currentThread().isInterrupted()) {
                return false;
            }
            if (look % LOOKS_FOR_A_POLL == 0) {
                pollSoon();
            }
            LockSupport.parkNanos(this, LOOK_NANOS);
        }
        return true;
    }

    /** Notes that a partition did not answer; answers the instant since when it has not. */
    public long unreachable(int partition) {
        return pollers.get(partition).unreachable();
    }

    /** Whether the last thing that was asked of any partition went unanswered. */
    public boolean isUnreachable() {
        return pollers.stream().anyMatch(Poller::isUnreachable);
    }

    /** About how many other instances hold leases, as the latest bumps told; -1 if nothing is known of that. */
    public int others() {
        return pollers.stream().mapToInt(Poller::others).max().orElse(-1);
    }

    /** How long after their commits changes become known here. */
    public LagMeter lags() {
        return lags;
    }

    private void run() {
        while (!closed) {
            long wait = Long.MAX_VALUE;
            for (Poller poller : pollers) {
                wait = Math.min(wait, poller.step());
            }
            reportLease();
            if (Thread.interrupted()) {
                return; // it is being closed
            }
            LockSupport.parkNanos(this, Math.max(SHORTEST_PAUSE_NANOS, wait));
        }
    }

    private void reportLease() {
        boolean has = freshness.hasLease();
        if (has != hadLease) {
            hadLease = has;
            events.publish(has ? new CacheEvent.LeaseGained() : new CacheEvent.LeaseLost(isUnreachable()));
        }
    }

    /** Stops polling; the lease ends by itself. Idempotent. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
