package io.freshet.freshness;

import io.freshet.entry.Stamp;
import io.freshet.freshness.Freshness.Applied;
import io.freshet.remote.Sequencer;
import io.freshet.remote.Sequencer.Nudge;
import io.freshet.remote.Sequencer.Poll;
import io.freshet.remote.Sequencer.PollRequest;
import org.jspecify.annotations.Nullable;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Polls one partition, without ever waiting: a poll that goes unanswered for some intervals counts as lost and the next one is sent, and its
 * late answer still does good, since it counts from the instant at which it was asked. Thread-safe: stepped by the thread of its
 * {@link LeaseKeeper} at an interval, and sooner by whoever hears a nudge, on a thread of the shared tier, or waits for the fleet; each change
 * of threads would cost a writer, who waits for all the others to poll, some fifty microseconds.
 */
final class Poller {

    private static final int PATIENCE_INTERVALS = 5;
    /** How long a writer waits before it looks whether the fleet has applied its bump, and looks again: about what it takes. */
    static final long WATCHING_NANOS = TimeUnit.MICROSECONDS.toNanos(250);

    private final int partition;
    private final String instance;
    private final Sequencer sequencer;
    private final Freshness freshness;
    private final FleetWaits waits;
    private final Ticker ticker;
    private final long intervalNanos;
    private final LagMeter lags;
    private final Runnable wake;

    private final AtomicLong polls = new AtomicLong();
    private volatile boolean hurry = true;
    private volatile boolean inFlight;
    private volatile boolean unreachable;
    private volatile long unreachableSince;
    private volatile boolean gap;
    private volatile int others = -1;
    private volatile long askedNanos;
    private volatile long lastAnsweredAsk;

    Poller(
            int partition,
            String instance,
            Sequencer sequencer,
            Freshness freshness,
            FleetWaits waits,
            Ticker ticker,
            long intervalNanos,
            LagMeter lags,
            Runnable wake) {
        this.partition = partition;
        this.instance = instance;
        this.sequencer = sequencer;
        this.freshness = freshness;
        this.waits = waits;
        this.ticker = ticker;
        this.intervalNanos = intervalNanos;
        this.lags = lags;
        this.wake = wake;
        this.lastAnsweredAsk = ticker.nanos();
    }

    void listen() {
        sequencer.onNudge(this::nudged);
    }

    /** What a writer here has bumped is known here anyway: unless there is a gap before it, others have nothing to be told by a poll. */
    private void nudged(Nudge nudge) {
        boolean isNext = freshness.bumped(partition, nudge.seq(), nudge.tags());
        lags.nudged(partition, nudge.committedMicros(), ticker.nanos());
        others = nudge.others();
        gap |= !isNext;
        if (!isNext || !nudge.writer().equals(instance)) {
            hurry = true;
            step();
        }
    }

    /** How many instances besides one may hold a lease, as the latest bump that was heard of told; -1 if that is not known. */
    int others() {
        return others;
    }

    /** Polls for a writer that waits for the fleet, unless somebody has just asked. */
    void watch() {
        if (!unreachable && ticker.nanos() - askedNanos >= WATCHING_NANOS) {
            hurry = true;
            step();
        }
    }

    /** Polls without waiting for the interval. */
    void pollSoon() {
        hurry = true;
        wake.run();
    }

    /** Sends a poll if it is time; answers how long to leave it alone. */
    synchronized long step() {
        long now = ticker.nanos();
        long sinceAsked = now - askedNanos;
        if (inFlight) {
            long left = intervalNanos * PATIENCE_INTERVALS - sinceAsked;
            if (left > 0) {
                return left;
            }
            failed();
        }
        long wait = hurry ? 0 : intervalNanos - sinceAsked;
        if (wait > 0) {
            return wait;
        }
        send();
        return inFlight ? intervalNanos * PATIENCE_INTERVALS : intervalNanos;
    }

    private void send() {
        hurry = false;
        Moment asked = ticker.now();
        askedNanos = asked.nanos();
        inFlight = true;
        long number = polls.incrementAndGet();
        boolean watching = waits.awaits(partition);
        PollRequest request = new PollRequest(
                instance, freshness.seq(partition), freshness.bound().toMillis(), watching);
        poll(request).whenComplete((poll, failure) -> answered(number, asked, request, poll, failure));
    }

    private CompletionStage<Poll> poll(PollRequest request) {
        try {
            return sequencer.poll(request);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void answered(
            long number, Moment asked, PollRequest request, @Nullable Poll poll, @Nullable Throwable failure) {
        boolean isLatest = polls.get() == number;
        boolean isMember = request.since() != Stamp.NONE;
        if (!isMember && !isLatest) {
            return; // one answer that came to no member is no proof; two would be a lease that no writer waits for
        }
        if (poll == null || failure != null) {
            if (isLatest) {
                failed();
                inFlight = false;
            }
            return;
        }
        unreachable = false;
        if (freshness.apply(partition, asked, poll) == Applied.PARTLY) {
            hurry = true;
        }
        learnLag(asked, poll);
        if (request.fleet()) {
            waits.reached(partition, poll.fleet());
        }
        if (isLatest) {
            inFlight = false;
        }
        if (hurry) {
            wake.run();
        }
    }

    private void learnLag(Moment asked, Poll poll) {
        long now = ticker.nanos();
        if (poll.certified()) {
            lags.polled(partition, asked.nanos(), now, poll.serverMicros());
            if (gap) {
                gap = false;
                lags.gapRepaired(now - lastAnsweredAsk);
            }
            lastAnsweredAsk = asked.nanos();
        }
    }

    private void failed() {
        unreachable();
    }

    /** Notes that the partition did not answer; answers the instant since when it has not. */
    long unreachable() {
        if (!unreachable) {
            unreachableSince = ticker.nanos();
            unreachable = true;
        }
        return unreachableSince;
    }

    boolean isUnreachable() {
        return unreachable;
    }
}
