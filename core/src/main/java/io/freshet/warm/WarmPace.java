package io.freshet.warm;

import java.util.concurrent.TimeUnit;

/**
 * How long to wait between two reads of a job: what its rate asks for, and more while loads are slower than they were. Used by one thread.
 *
 * <h2>Backing off</h2>
 *
 * A database that is asked for too much answers more slowly before it fails. So the average of the latest loads is compared with the best average
 * so far: above twice that, the pause after each load doubles, up to {@value #MOST} times the load, and halves again when they are quicker. The best rises
 * slowly, since what is loaded may change. Reads that take less than a millisecond were served, not loaded, and say nothing.
 */
final class WarmPace {

    private static final int MOST = 64;
    private static final int SHARE = 8;
    private static final int BETWEEN = 4;
    private static final int FORGETTING = 256;
    private static final long SERVED_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final long spacingNanos;
    private long averageNanos;
    private long bestNanos;
    private int loads;
    private volatile int factor = 1; // asked by others

    WarmPace(double mostPerSecond) {
        this.spacingNanos = mostPerSecond == 0 ? 0 : (long) (TimeUnit.SECONDS.toNanos(1) / mostPerSecond);
    }

    /** How long to wait after a read that took so long. */
    long pauseNanos(long tookNanos) {
        long spacing = Math.max(0, spacingNanos - tookNanos);
        if (tookNanos < SERVED_NANOS) {
            return spacing;
        }
        averageNanos = loads == 0 ? tookNanos : averageNanos + (tookNanos - averageNanos) / SHARE;
        bestNanos = loads == 0 ? averageNanos : Math.min(averageNanos, bestNanos + bestNanos / FORGETTING);
        loads++;
        if (loads % BETWEEN == 0) {
            adapt();
        }
        return Math.max(spacing, (factor - 1) * tookNanos);
    }

    private void adapt() {
        if (averageNanos > 2 * bestNanos) {
            factor = Math.min(MOST, factor * 2);
        } else if (averageNanos < bestNanos + bestNanos / 2) {
            factor = Math.max(1, factor / 2);
        }
    }

    /** How many times as long as its load a step takes at present; 1 if it does not back off. */
    int factor() {
        return factor;
    }
}
