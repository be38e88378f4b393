package io.freshet.spring.watch.account;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Lets so many comparisons begin in a second, and no more; a second's worth may come at once. Thread-safe. */
final class Pace {

    private static final long BURST_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final long spacingNanos;
    private final LongSupplier nanos;
    private final AtomicLong next;

    Pace(double rate, LongSupplier nanos) {
        this.spacingNanos = (long) (TimeUnit.SECONDS.toNanos(1) / rate);
        this.nanos = nanos;
        this.next = new AtomicLong(nanos.getAsLong());
    }

    boolean admits() {
        long now = nanos.getAsLong();
        long due = next.get();
        if (due - now > 0) {
            return false;
        }
        long after = Math.max(due, now - BURST_NANOS) + spacingNanos;
        return next.compareAndSet(due, after);
    }
}
