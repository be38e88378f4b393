package io.freshet.salon.day.load;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Whose turn it is to write a row whose value the writer chooses: two such writes at once could be applied in one order and acknowledged in
 * the other. After a write whose outcome is unknown nobody gets a turn until it must have been applied or lost. Thread-safe.
 */
final class Turn {
    private static final long REST_NANOS = Duration.ofSeconds(3).toNanos();

    private final AtomicBoolean taken = new AtomicBoolean();
    private volatile long restUntilNanos = System.nanoTime();
    private volatile long latest = Long.MIN_VALUE;

    /** Takes the turn if nobody has it. */
    boolean take() {
        return System.nanoTime() - restUntilNanos >= 0 && taken.compareAndSet(false, true);
    }

    /** Returns a value above all that were written, acknowledged or not. Only for whoever has the turn. */
    long next(long acknowledged) {
        latest = Math.max(acknowledged, latest) + 1;
        return latest;
    }

    void release(Caller.Outcome outcome) {
        if (outcome == Caller.Outcome.UNKNOWN) {
            restUntilNanos = System.nanoTime() + REST_NANOS;
        }
        taken.set(false);
    }
}
