package io.freshet.load;

import io.freshet.entry.Entry;
import io.freshet.event.Outcome;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One attempt to get a value for a key, by the thread that began it; others may wait for its result. Thread-safe.
 *
 * <p>What it threw is for its own thread only: who waited tries again, since its own attempt may well succeed.
 */
public final class Flight {

    private final CountDownLatch landed = new CountDownLatch(1);
    private final Thread pilot = Thread.currentThread();
    private volatile @Nullable Landing landing;

    Flight() {}

    /** Ends it with an entry. */
    void land(Entry entry, Outcome outcome) {
        landing = new Landing(entry, outcome);
        landed.countDown();
    }

    /** Ends it without one. */
    void fail() {
        landed.countDown();
    }

    /** Whether the calling thread is the one that began it: waiting would then never end. */
    boolean isOwn() {
        return pilot == Thread.currentThread();
    }

    /** Blocks until it has ended or the time is over, and answers whether it has ended. */
    public boolean await(Duration atMost) throws InterruptedException {
        return landed.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }

    boolean hasEnded() {
        return landed.getCount() == 0;
    }

    /** Its result; null before it has ended, and if it failed. */
    @Nullable
    Landing landing() {
        return landing;
    }

    /**
     * What a flight brought.
     *
     * @param entry the entry, with its value
     * @param outcome where it came from
     */
    public record Landing(Entry entry, Outcome outcome) {}
}
