package io.freshet.bench.stampede;

import java.time.Duration;

/**
 * The workload, identical for all systems.
 *
 * @param rounds that are reported, after {@link #WARM_UP} others
 * @param callers of each of the two instances, all at once
 */
record StampedeSettings(int rounds, int callers) {
    static final int WARM_UP = 3;

    /** The one key of all callers. */
    static final int KEY = 0;

    /** How long a load takes, besides counting itself and reading the row. */
    static final Duration LOAD = Duration.ofMillis(100);

    /** From the invalidation until the callers come, so that every tier of every system has it. */
    static final Duration SETTLE = Duration.ofMillis(300);

    /** From the command until the callers start; their threads wait meanwhile. */
    static final Duration GATHER = Duration.ofMillis(200);

    StampedeSettings {
        if (rounds < 1 || callers < 1) {
            throw new IllegalArgumentException("There must be at least one round and one caller, not " + rounds
                    + " rounds of " + callers + " callers");
        }
    }
}
