package io.freshet.load;

import java.time.Duration;

/**
 * How many loads of a cache run at once on one instance, and for how long a read waits for one.
 *
 * @param concurrent how many loads at once
 * @param concurrentOfTenant how many of them may be one tenant's; 0 for any number
 * @param softTimeout after which time a read is answered by an expired value, if there is one; zero for never
 * @param hardTimeout after which time a read fails; zero for never
 */
public record LoadLimits(int concurrent, int concurrentOfTenant, Duration softTimeout, Duration hardTimeout) {

    /** So many at once, for as long as they take. */
    public static LoadLimits of(int concurrent) {
        return new LoadLimits(concurrent, 0, Duration.ZERO, Duration.ZERO);
    }

    /** Whether a read waits only so long. */
    public boolean isTimed() {
        return !softTimeout.isZero() || !hardTimeout.isZero();
    }

    /** The same with so many at once. */
    public LoadLimits withConcurrent(int loads) {
        return new LoadLimits(loads, concurrentOfTenant, softTimeout, hardTimeout);
    }

    /** The same with so many of one tenant at once. */
    public LoadLimits withConcurrentOfTenant(int loads) {
        return new LoadLimits(concurrent, loads, softTimeout, hardTimeout);
    }

    /** The same with another time after which an expired value is the better answer. */
    public LoadLimits withSoftTimeout(Duration timeout) {
        return new LoadLimits(concurrent, concurrentOfTenant, timeout, hardTimeout);
    }

    /** The same with another time after which a read fails. */
    public LoadLimits withHardTimeout(Duration timeout) {
        return new LoadLimits(concurrent, concurrentOfTenant, softTimeout, timeout);
    }
}
