package io.freshet.event;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How long loads took, in classes each of which ends at most a quarter above where it begins: a quantile is never told too short, and too long
 * by a quarter at the most. Thread-safe; to count costs one increment, once for each load.
 */
final class LoadTimes {

    private static final int PARTS = 4;
    private static final int PART_BITS = 2;
    private static final int LEAST_BITS = 10;
    private static final int OCTAVES = 32;

    private final AtomicLongArray counts = new AtomicLongArray(OCTAVES * PARTS);

    void add(long nanos) {
        counts.incrementAndGet(classOf(nanos));
    }

    /** The time that this share of all loads stayed within; zero if there were none. */
    Duration within(double share) {
        long[] seen = new long[counts.length()];
        long all = 0;
        for (int i = 0; i < seen.length; i++) {
            seen[i] = counts.get(i);
            all += seen[i];
        }
        long wanted = Math.max(1, (long) Math.ceil(share * all));
        long sum = 0;
        for (int i = 0; i < seen.length; i++) {
            sum += seen[i];
            if (sum >= wanted) {
                return Duration.ofNanos(endOf(i));
            }
        }
        return Duration.ZERO;
    }

    private static int classOf(long nanos) {
        long steps = Math.max(nanos, 0) >> (LEAST_BITS - PART_BITS);
        if (steps < PARTS) {
            return 0;
        }
        int octave = Long.SIZE - 1 - Long.numberOfLeadingZeros(steps) - PART_BITS;
        int part = (int) (steps >> octave) - PARTS;
        return Math.min(octave * PARTS + part, OCTAVES * PARTS - 1);
    }

    private static long endOf(int index) {
        long steps = (long) (PARTS + index % PARTS + 1) << (index / PARTS);
        return steps << (LEAST_BITS - PART_BITS);
    }
}
