package io.freshet.bench.visibility;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Writes of rising versions to one key, and when another instance first returned each of them or a newer one. Immutable.
 */
final class Sightings {
    private final List<Sighting> sightings = new ArrayList<>();

    private Sightings() {}

    /**
     * Joins what both instances noted.
     *
     * @param written version, nano time of the commit, nano time at which the write returned; one write after the other
     * @param seen version, nano time of the first read that returned it; rising
     * @param watchedUntil nano time at which a version was given up that was never seen
     */
    static Sightings of(long[] written, long[] seen, long watchedUntil) {
        Sightings sightings = new Sightings();
        int next = 0;
        for (int i = 0; i < written.length; i += 3) {
            while (next < seen.length && seen[next] < written[i]) {
                next += 2;
            }
            long seenAt = next < seen.length ? seen[next + 1] : watchedUntil;
            sightings.sightings.add(new Sighting(written[i + 1], written[i + 2], seenAt));
        }
        return sightings;
    }

    /** Returns the sorted times from commit to sight, in nanoseconds; 0 for a read that was faster than the writer. */
    long[] afterCommit() {
        return sorted(sighting -> sighting.seen() - sighting.committed());
    }

    /** Returns the sorted times from the return of the write to sight. */
    long[] afterReturn() {
        return sorted(sighting -> sighting.seen() - sighting.returned());
    }

    /** Returns the sorted times from the commit to the return of the write. */
    long[] returnAfterCommit() {
        return sorted(sighting -> sighting.returned() - sighting.committed());
    }

    private long[] sorted(ToLongFunction<Sighting> time) {
        return sightings.stream()
                .mapToLong(time)
                .map(nanos -> Math.max(0, nanos))
                .sorted()
                .toArray();
    }

    private record Sighting(long committed, long returned, long seen) {}
}
