package io.freshet.read;

import java.time.Duration;

/**
 * How long the loads of one cache take, on average of the latest ones, and hence whether it is worth asking who else loads. A claim costs a
 * round trip to the shared tier, before the load can begin; if all instances together load in a few milliseconds, it costs more than it
 * saves. Thread-safe; of two loads that end at once, one may not count.
 *
 * <p>One slow load counts for an eighth, so that a database that begins to labour is spared from then on, and for some twenty loads.
 */
final class LoadPace {

    /** What the loads of one key on all instances may take together. */
    static final Duration ALL_TOGETHER = Duration.ofMillis(4);

    private static final int SHARE = 8;
    private static final long UNKNOWN = -1;

    private volatile long averageNanos = UNKNOWN;

    /** Notes that a load took so long, whatever came of it. */
    void took(long nanos) {
        long before = averageNanos;
        averageNanos = before == UNKNOWN ? nanos : before + (nanos - before) / SHARE;
    }

    /** How long one takes; 0 if that is not known. */
    long averageNanos() {
        return Math.max(0, averageNanos);
    }

    /**
     * Whether it would be no burden if every instance loaded.
     *
     * @param others instances besides this one; -1 if that is not known
     */
    boolean isQuickFor(int others) {
        long average = averageNanos;
        return others >= 0 && average != UNKNOWN && average <= ALL_TOGETHER.toNanos() / (others + 1L);
    }
}
