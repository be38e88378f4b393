package io.freshet.bench.stale;

import java.time.Duration;

/**
 * The workload, identical for all systems.
 *
 * @param measured how long reads are judged, after the warm-up
 * @param warmUp how long the same workload runs before; long enough for the compiler, which shares two cores with it
 * @param keys rows, all read and written with equal probability
 * @param instances of the application, each with two reading threads and one writing thread
 * @param writesPerSecond of all instances together, at set times whatever the system does
 * @param longestLoad between reading the row and returning it, a loader takes up to this long, evenly distributed
 */
record StaleSettings(
        Duration measured, Duration warmUp, int keys, int instances, int writesPerSecond, Duration longestLoad) {

    static final int READERS = 2;

    StaleSettings {
        if (measured.isNegative() || measured.isZero() || warmUp.isNegative() || keys < 1) {
            throw new IllegalArgumentException("There must be time to measure and at least one key, not " + measured
                    + " after " + warmUp + " and " + keys + " keys");
        }
    }

    static StaleSettings of(Duration measured, Duration warmUp, int keys) {
        return new StaleSettings(measured, warmUp, keys, 2, 200, Duration.ofMillis(3));
    }

    Duration betweenWritesOfAnInstance() {
        return Duration.ofSeconds(instances).dividedBy(writesPerSecond);
    }
}
