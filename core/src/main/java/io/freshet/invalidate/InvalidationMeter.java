package io.freshet.invalidate;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** The running totals of an instance's invalidations, and the latest lags. Thread-safe. */
public final class InvalidationMeter {

    private static final int KEPT = 4_096;

    private final LongAdder made = new LongAdder();
    private final LongAdder delayed = new LongAdder();
    private final AtomicLong next = new AtomicLong();
    private final long[] lags = new long[KEPT];
    private volatile @Nullable Instant last;

    void made(Duration effectiveAfter) {
        made.increment();
        last = Instant.now();
        synchronized (lags) {
            lags[(int) (next.getAndIncrement() % KEPT)] = effectiveAfter.toNanos();
        }
    }

    void delayed() {
        delayed.increment();
    }

    /** Changes made effective by this instance. */
    public long madeCount() {
        return made.sum();
    }

    /** Changes that could not be made effective at once. */
    public long delayedCount() {
        return delayed.sum();
    }

    /** When the last change was made effective. */
    public @Nullable Instant last() {
        return last;
    }

    /** The lag from commit to effective that this share of the latest 4,096 changes stayed within; zero if there were none. */
    public Duration lag(double share) {
        long[] sorted;
        synchronized (lags) {
            sorted = Arrays.copyOf(lags, (int) Math.min(KEPT, next.get()));
        }
        Arrays.sort(sorted);
        return sorted.length == 0
                ? Duration.ZERO
                : Duration.ofNanos(sorted[(int) Math.min(sorted.length - 1L, (long) (share * sorted.length))]);
    }
}
