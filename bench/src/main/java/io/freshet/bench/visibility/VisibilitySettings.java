package io.freshet.bench.visibility;

import java.time.Duration;

/**
 * The workload, identical for all systems.
 *
 * @param writes whose visibility is measured, after {@link #WARM_UP} others
 * @param kills during writes, shared by {@link #LANES} pairs of instances
 * @param settle from the return of a write during a kill until it must be visible
 */
record VisibilitySettings(int writes, int kills, Duration settle) {
    static final int WARM_UP = 600;

    static final int LANES = 2;

    /** The key whose visibility is measured; the kills have the keys after it. */
    static final int WATCHED_KEY = 0;

    /** For each kill up to so many writes: those count for nothing that met no connection, or nothing cached. */
    private static final int ATTEMPTS_PER_KILL = 2;

    VisibilitySettings {
        if (writes < 1 || kills < 0 || settle.isNegative() || settle.isZero()) {
            throw new IllegalArgumentException("There must be at least one write, no fewer than 0 kills and time to"
                    + " settle, not " + writes + " writes, " + kills + " kills and " + settle);
        }
    }

    int attempts() {
        return kills * ATTEMPTS_PER_KILL + 10;
    }

    int rows() {
        return attempts() + 1;
    }
}
