package io.freshet.freshness;

import io.freshet.event.CacheEvent;
import io.freshet.event.CacheEvents;
import io.freshet.remote.Sequencer;
import io.freshet.remote.Sequencer.Nudge;
import io.freshet.remote.Sequencer.Poll;
import io.freshet.remote.Sequencer.PollRequest;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * Keeps an instance's lease: polls the sequencer at an interval, at once when a nudge shows a gap, and soon after each bump, so that
 * writers learn that this instance has applied it. One thread; {@link #awaitFleet} blocks its callers, nothing else blocks anybody.
 *
 * <h2>How a writer knows that the fleet has seen its write</h2>
 *
 * Each poll tells the server up to which number its instance has applied every bump, and for how long a lease that rests on it can run.
 * A writer asks for the least of these numbers over all other instances whose leases may still run; once that reaches its own bump, no
 * instance can serve what the write made stale. An instance that is dead or cut off stops counting when its lease has ended, so the wait
 * never exceeds the bound. This is how leases were meant to be used: Gray and Cheriton, Leases (1989), section 2.
 */
public final class LeaseKeeper implements AutoCloseable {

    private static final long WATCHING_NANOS = TimeUnit.MICROSECONDS.toNanos(250);

    private final String instance;
    private final Sequencer sequencer;
    private final Freshness freshness;
    private final Ticker ticker;
    private final CacheEvents events;
    private final long intervalNanos;
    private final FleetWaits waits = new FleetWaits();
    private final Thread thread;

    private volatile boolean closed;
    private volatile boolean hurry;
    private volatile long unreachableSince;
    private volatile boolean unreachable;
    private boolean hadLease;

    /**
     * Not started.
     *
     * @param instance the name under which the server knows this instance
     * @param interval between polls
     */
    public LeaseKeeper(
            String instance,
            Sequencer sequencer,
            Freshness freshness,
            Duration interval,
            Ticker ticker,
            CacheEvents events) {
        this.instance = instance;
        this.sequencer = sequencer;
        this.freshness = freshness;
        this.ticker = ticker;
        this.events = events;
        this.intervalNanos = interval.toNanos();
        this.thread = new Thread(this::run, "freshet-lease");
        thread.setDaemon(true);
    }

    /** Begins to poll and to listen. */
    public void start() {
        sequencer.onNudge(this::nudged);
        thread.start();
    }

    private void nudged(Nudge nudge) {
        freshness.bumped(nudge.seq(), nudge.tags());
        pollSoon();
    }

    /** Polls without waiting for the interval. */
    public void pollSoon() {
        hurry = true;
        LockSupport.unpark(thread);
    }

    /**
     * Blocks until every other instance that may hold a lease has applied the bump, or the time is over.
     *
     * @return whether they have
     */
    public boolean awaitFleet(long seq, Duration atMost) {
        FleetWaits.Wait wait = waits.add(seq);
        pollSoon();
        try {
            return wait.await(atMost);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            waits.remove(wait);
        }
    }

    /** Notes that the shared tier did not answer; answers the instant since when it has not. */
    public long unreachable() {
        if (!unreachable) {
            unreachableSince = ticker.nanos();
            unreachable = true;
        }
        return unreachableSince;
    }

    /** Whether the last thing that was asked of the shared tier went unanswered. */
    public boolean isUnreachable() {
        return unreachable;
    }

    private void run() {
        while (!closed) {
            hurry = false;
            boolean more = poll();
            reportLease();
            if (!more) {
                pause();
            }
        }
    }

    private boolean poll() {
        long asked = ticker.nanos();
        boolean watching = !waits.isEmpty();
        try {
            PollRequest request = new PollRequest(
                    instance, freshness.stamp(), freshness.bound().toMillis(), watching);
            Poll poll = sequencer.poll(request).toCompletableFuture().get(intervalNanos * 5, TimeUnit.NANOSECONDS);
            unreachable = false;
            Freshness.Applied applied = freshness.apply(asked, poll);
            if (watching) {
                waits.reached(poll.fleet());
            }
            return applied == Freshness.Applied.PARTLY;
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            unreachable();
            return false;
        } catch (InterruptedException e) {
            closed = true;
            return false;
        }
    }

    private void reportLease() {
        boolean has = freshness.hasLease();
        if (has != hadLease) {
            hadLease = has;
            events.publish(has ? new CacheEvent.LeaseGained() : new CacheEvent.LeaseLost(unreachable));
        }
    }

    private void pause() {
        long until = ticker.nanos() + (waits.isEmpty() || unreachable ? intervalNanos : WATCHING_NANOS);
        while (!closed && !hurry) {
            long left = until - ticker.nanos();
            if (left <= 0) {
                return;
            }
            LockSupport.parkNanos(this, left);
        }
    }

    /** Stops polling; the lease ends by itself. Idempotent. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
