package io.freshet.console.fleet;

import org.jspecify.annotations.Nullable;

/**
 * What an instance tells of one cache.
 *
 * @param name its name
 * @param off whether it is switched off there
 * @param readsPerSecond reads a second over the last minute; null if it has not been looked for so long
 * @param recentHits hits of the last ten minutes
 * @param recentMisses misses of the last ten minutes
 * @param reads reads since the instance began
 * @param entries entries in process, about
 * @param loads loads since then, failed ones included
 * @param loadMicros how long they took together
 * @param loadP99Micros within what 99 % of them were done; null if there was none
 * @param savedMillis about how much time its loader did not have to spend; null if it has not loaded
 * @param stalePrevented loaded values that were not kept, since a write had overtaken them
 * @param failedLoads loads that threw
 */
public record CacheReport(
        String name,
        boolean off,
        @Nullable Double readsPerSecond,
        long recentHits,
        long recentMisses,
        long reads,
        long entries,
        long loads,
        long loadMicros,
        @Nullable Long loadP99Micros,
        @Nullable Long savedMillis,
        long stalePrevented,
        long failedLoads) {}
