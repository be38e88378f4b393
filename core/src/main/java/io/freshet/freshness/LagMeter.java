package io.freshet.freshness;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * How long after its commit a change was known on this instance, for the latest 4,096 of those of which that is known. Thread-safe.
 *
 * <p>The shared tier's clock dates commits and answers to polls; this instance places that clock in the middle of its fastest recent poll, so
 * the figure is right to about half a round trip. Nothing but this figure rests on that clock. A change that no message told of is counted
 * with the most that it can have been: the time since the last poll that did not know it.
 */
public final class LagMeter {

    private static final int KEPT = 4_096;
    private static final long RENEW_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final long[] lags = new long[KEPT];
    private final Offset[] offsets;
    private final LongAdder gaps = new LongAdder();
    private long count;

    LagMeter(int partitions) {
        offsets = new Offset[partitions];
        Arrays.fill(offsets, Offset.UNKNOWN);
    }

    synchronized void polled(int partition, long askedNanos, long answeredNanos, long serverMicros) {
        long roundTrip = answeredNanos - askedNanos;
        Offset known = offsets[partition];
        if (roundTrip <= known.roundTrip() || answeredNanos - known.atNanos() > RENEW_NANOS) {
            long middle = askedNanos + roundTrip / 2;
            offsets[partition] =
                    new Offset(roundTrip, answeredNanos, TimeUnit.MICROSECONDS.toNanos(serverMicros) - middle);
        }
    }

    synchronized void nudged(int partition, long committedMicros, long nowNanos) {
        Offset known = offsets[partition];
        if (committedMicros >= 0 && known.isKnown()) {
            record(nowNanos + known.nanos() - TimeUnit.MICROSECONDS.toNanos(committedMicros));
        }
    }

    synchronized void gapRepaired(long atMostNanos) {
        gaps.increment();
        record(atMostNanos);
    }

    private void record(long nanos) {
        lags[(int) (count++ % KEPT)] = Math.max(0, nanos);
    }

    /** The lag that this share of the latest changes stayed within; zero if there were none. */
    public Duration lag(double share) {
        long[] sorted;
        synchronized (this) {
            sorted = Arrays.copyOf(lags, (int) Math.min(KEPT, count));
        }
        Arrays.sort(sorted);
        return sorted.length == 0
                ? Duration.ZERO
                : Duration.ofNanos(sorted[(int) Math.min(sorted.length - 1L, (long) (share * sorted.length))]);
    }

    /** How many changes it has seen. */
    public synchronized long count() {
        return count;
    }

    /** How often a message was missing, and a poll brought what it would have told. */
    public long gapsRepaired() {
        return gaps.sum();
    }

    private record Offset(long roundTrip, long atNanos, long nanos) {
        static final Offset UNKNOWN = new Offset(Long.MAX_VALUE, 0, 0);

        boolean isKnown() {
            return roundTrip != Long.MAX_VALUE;
        }
    }
}
