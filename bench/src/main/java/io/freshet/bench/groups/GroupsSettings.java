package io.freshet.bench.groups;

import java.util.List;

/**
 * The workload, identical for all systems.
 *
 * @param keys how many keys the server holds, for each row of the report, fewest first
 * @param repetitions of the invalidation that are measured for each row
 */
record GroupsSettings(List<Integer> keys, int repetitions) {
    static final int LEAST_KEYS = GroupCache.Group.INVALIDATED.entries();

    GroupsSettings {
        keys = keys.stream().sorted().distinct().toList();
        if (keys.isEmpty() || keys.get(0) < LEAST_KEYS || repetitions < 1) {
            throw new IllegalArgumentException("There must be at least " + LEAST_KEYS
                    + " keys, those of the group, and one repetition, not " + keys + " and " + repetitions);
        }
    }
}
