package io.freshet.freshness;

import java.time.Duration;

/**
 * An instant by a monotonic clock and by a wall clock.
 *
 * <p>A lease is measured with both, and is over as soon as either says so. The monotonic clock of many systems stands still while the
 * machine is suspended or its virtual machine is paused; the wall clock may be set back. Only both together at once would be missed.
 *
 * @param nanos by the monotonic clock
 * @param wallMillis by the wall clock
 */
public record Moment(long nanos, long wallMillis) {

    /** What the wall clock may be out by while the monotonic clock goes right: rounding, and clocks that are being adjusted. */
    private static final long TOLERANCE_MILLIS = 5;

    /** Whether a lease that ends at this moment still runs. */
    boolean isAhead(long nowNanos, long nowWallMillis) {
        return nowNanos - nanos < 0 && nowWallMillis - wallMillis <= TOLERANCE_MILLIS;
    }

    Moment plus(Duration duration) {
        return new Moment(nanos + duration.toNanos(), wallMillis + duration.toMillis());
    }

    boolean isBefore(Moment other) {
        return nanos - other.nanos < 0;
    }

    Moment earlier(Moment other) {
        return isBefore(other) ? this : other;
    }

    Moment later(Moment other) {
        return isBefore(other) ? other : this;
    }
}
