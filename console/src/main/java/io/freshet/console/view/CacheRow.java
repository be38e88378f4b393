package io.freshet.console.view;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * One cache, in a line. In the overview its figures are those of all instances together; on its own page those of the instance that answers.
 *
 * @param name its name
 * @param template the form of its keys
 * @param ttl how long an entry may be served at the most
 * @param off whether it is switched off, by itself or with all
 * @param severity of its worst problem; null if it has none
 * @param readsPerSecond reads a second over the last minute; null if it has not been looked for so long
 * @param hitRate hits among hits and misses over the last ten minutes, from 0 to 1; null if there were none
 * @param hitRates the same in parts, the oldest first, on the instance that answers; null where nothing was read
 * @param reads reads since the instance began
 * @param entries entries in process, about
 * @param loadMeanMicros how long a load takes on average; null if there was none
 * @param loadP99Micros within what 99 % of the loads were done, a quarter too long at the most, where they take longest; null if there was none
 * @param savedMillis about how much time its loader did not have to spend; null if it has not loaded
 * @param stalePrevented loaded values that were not kept, since a write had overtaken them
 * @param failedLoads loads that threw
 * @param lastInvalidation the last that this instance has made or relayed; null if none of those that it remembers touched the cache
 */
public record CacheRow(
        String name,
        String template,
        String ttl,
        boolean off,
        @Nullable Severity severity,
        @Nullable Double readsPerSecond,
        @Nullable Double hitRate,
        List<@Nullable Double> hitRates,
        long reads,
        long entries,
        @Nullable Long loadMeanMicros,
        @Nullable Long loadP99Micros,
        @Nullable Long savedMillis,
        long stalePrevented,
        long failedLoads,
        @Nullable MarkView lastInvalidation) {}
