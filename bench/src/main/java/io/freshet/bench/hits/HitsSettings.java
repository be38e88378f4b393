package io.freshet.bench.hits;

import java.time.Duration;
import java.util.List;

/**
 * The workload, identical for all systems.
 *
 * @param threads how many read at once, for each figure
 * @param perFigure how long each figure is measured, after a warm-up that takes half as long
 */
record HitsSettings(List<Integer> threads, Duration perFigure) {

    /** How many there are, all of them read equally often. */
    static final int KEYS = 1_000;

    HitsSettings {
        threads = List.copyOf(threads);
        if (threads.isEmpty() || threads.stream().anyMatch(count -> count < 1)) {
            throw new IllegalArgumentException("There must be at least one thread, not " + threads);
        }
        if (perFigure.isNegative() || perFigure.isZero()) {
            throw new IllegalArgumentException("A figure must be measured for some time, not " + perFigure);
        }
    }
}
