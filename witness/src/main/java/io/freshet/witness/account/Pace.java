package io.freshet.witness.account;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Limits how many writes are looked at and how many loads that causes. Thread-safe. */
final class Pace {

    private final WitnessLimits limits;
    private final AtomicLong nextNanos = new AtomicLong(System.nanoTime());
    private final AtomicLong leftOut = new AtomicLong();

    Pace(WitnessLimits limits) {
        this.limits = limits;
    }

    /** Whether a write is among those that are looked at. */
    boolean draws() {
        return limits.waits() || ThreadLocalRandom.current().nextDouble() < limits.share();
    }

    /** Whether one more load may be made now; if not, that is counted. */
    boolean admits() {
        if (limits.waits()) {
            return true;
        }
        long spacing = (long) (TimeUnit.SECONDS.toNanos(1) / limits.rate());
        long now = System.nanoTime();
        long next = nextNanos.get();
        if (now - next >= 0 && nextNanos.compareAndSet(next, now + spacing)) {
            return true;
        }
        leftOut();
        return false;
    }

    void leftOut() {
        leftOut.incrementAndGet();
    }

    /** How many comparisons were left out. */
    long leftOutCount() {
        return leftOut.get();
    }
}
