package io.freshet.bench.stale;

import java.time.Duration;

/** Warm-up, then measurement, on {@link System#nanoTime()}. Ends early when a thread has failed. Thread-safe. */
final class Phases {
    private final long start = System.nanoTime();
    private final Duration warmUp;
    private final Duration measured;
    private volatile boolean failed;

    Phases(Duration warmUp, Duration measured) {
        this.warmUp = warmUp;
        this.measured = measured;
    }

    long start() {
        return start;
    }

    boolean measures(long nanoTime) {
        return nanoTime - start >= warmUp.toNanos();
    }

    boolean runs(long nanoTime) {
        return nanoTime - start < warmUp.toNanos() + measured.toNanos() && !failed;
    }

    void fail() {
        failed = true;
    }
}
