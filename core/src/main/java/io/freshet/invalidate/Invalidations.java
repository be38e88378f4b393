package io.freshet.invalidate;

import io.freshet.change.ChangeSet;
import io.freshet.change.ChangeSink;
import io.freshet.change.TransactionId;
import io.freshet.event.CacheEvent;
import io.freshet.event.CacheEvents;
import io.freshet.freshness.Freshness;
import io.freshet.freshness.LeaseKeeper;
import io.freshet.freshness.Ticker;
import io.freshet.remote.Sequencer;
import io.freshet.remote.Sequencer.Bumped;
import io.freshet.remote.UncertifiedException;
import io.freshet.tag.Tag;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * How a committed change becomes effective: bump its tags in the shared tier, take the bump in locally, and wait as the policy says, before
 * the writer goes on. Thread-safe; blocks the writer for at most one bound.
 *
 * <p>A bump that fails is never lost. What an outbox keeps, the relay makes effective; what it does not keep is tried again here until it
 * succeeds ({@link Retries}). Either way this instance trusts nothing until it is proven that the change is known, so a writer's own next
 * read is right also when the shared tier is away.
 */
public final class Invalidations implements ChangeSink, AutoCloseable {

    private static final Duration BUMP_LIMIT = Duration.ofMillis(50);
    private static final int CHUNK = 1_000;

    private final Sequencer sequencer;
    private final Freshness freshness;
    private final LeaseKeeper leases;
    private final Acknowledge acknowledge;
    private final Ticker ticker;
    private final CacheEvents events;
    private final InvalidationMeter meter = new InvalidationMeter();
    private final Silence silence;
    private final Retries retries;

    /** The way of writes of one instance. */
    public Invalidations(
            Sequencer sequencer,
            Freshness freshness,
            LeaseKeeper leases,
            Acknowledge acknowledge,
            Silence silence,
            Ticker ticker,
            CacheEvents events) {
        this.sequencer = sequencer;
        this.freshness = freshness;
        this.leases = leases;
        this.acknowledge = acknowledge;
        this.silence = silence;
        this.ticker = ticker;
        this.events = events;
        this.retries = new Retries(this::tryAgain);
    }

    @Override
    public void committed(ChangeSet change) {
        if (change.isEmpty()) {
            return;
        }
        long committed = ticker.nanos();
        try {
            Bumped bumped = bump(change);
            Duration bumpedAfter = since(committed);
            boolean seen = awaitFleet(bumped, committed);
            Duration fleetAfter = seen ? since(committed) : Duration.ofNanos(-1);
            meter.made(seen ? fleetAfter : bumpedAfter);
            events.publish(new CacheEvent.Invalidated(change, bumped.seq(), bumpedAfter, fleetAfter));
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            delayed(change, cause(e), committed);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            delayed(change, e, committed);
        }
    }

    private Bumped bump(ChangeSet change) throws ExecutionException, TimeoutException, InterruptedException {
        List<Tag> tags = change.tags();
        Bumped last = new Bumped(0, 0);
        for (int from = 0; from < tags.size(); from += CHUNK) {
            int to = Math.min(tags.size(), from + CHUNK);
            TransactionId done = to == tags.size() ? change.transaction() : TransactionId.none();
            last = bumpChunk(new ChangeSet(done, tags.subList(from, to), change.cause()));
        }
        return last;
    }

    private Bumped bumpChunk(ChangeSet chunk) throws ExecutionException, TimeoutException, InterruptedException {
        Bumped bumped = sequencer.bump(chunk).toCompletableFuture().get(BUMP_LIMIT.toNanos(), TimeUnit.NANOSECONDS);
        freshness.bumped(
                bumped.seq(), chunk.tags().stream().mapToLong(Tag::hash).toArray());
        return bumped;
    }

    private boolean awaitFleet(Bumped bumped, long committed) {
        if (acknowledge == Acknowledge.BUMPED) {
            return false;
        }
        return bumped.others() == 0
                || leases.awaitFleet(bumped.seq(), freshness.bound().minus(since(committed)));
    }

    private void delayed(ChangeSet change, Throwable why, long committed) {
        boolean recorded = change.transaction().isRecorded();
        meter.delayed();
        if (recorded) {
            freshness.distrust();
        } else {
            freshness.suspend();
            retries.add(change);
        }
        events.publish(new CacheEvent.InvalidationDelayed(change, why.toString(), recorded));
        waitForLeasesToEnd(why, committed);
    }

    private void waitForLeasesToEnd(Throwable why, long committed) {
        if (acknowledge == Acknowledge.BUMPED) {
            return;
        }
        boolean answers = why instanceof UncertifiedException;
        long until = (answers ? committed : lastCertificate(committed))
                + freshness.bound().toNanos();
        for (long left = until - ticker.nanos(); left > 0 && !interrupted(); left = until - ticker.nanos()) {
            LockSupport.parkNanos(this, left);
        }
    }

    /** An instant after which nobody was given a lease, as far as the outbox can tell; that of the commit if it cannot. */
    private long lastCertificate(long committed) {
        long unreachable = leases.unreachable();
        try {
            long silent = silence.since();
            return silent - unreachable > 0 ? silent : unreachable;
        } catch (RuntimeException e) {
            return committed;
        }
    }

    private static boolean interrupted() {
        return Thread.currentThread().isInterrupted();
    }

    private boolean tryAgain(ChangeSet change) {
        try {
            Bumped bumped = bump(change);
            freshness.resolve();
            events.publish(new CacheEvent.Invalidated(change, bumped.seq(), Duration.ZERO, Duration.ofNanos(-1)));
            return true;
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Throwable cause(Exception e) {
        return e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
    }

    private Duration since(long nanos) {
        return Duration.ofNanos(ticker.nanos() - nanos);
    }

    /** Changes that no outbox keeps and that still wait to be made effective. */
    public int waiting() {
        return retries.size();
    }

    /** The running totals. */
    public InvalidationMeter meter() {
        return meter;
    }

    /** Stops trying again. Idempotent. */
    @Override
    public void close() {
        retries.close();
    }
}
