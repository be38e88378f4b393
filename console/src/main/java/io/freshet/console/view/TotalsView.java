package io.freshet.console.view;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * All caches together, on all instances that are there.
 *
 * @param caches how many there are
 * @param entries entries in process
 * @param reads reads since the instances began
 * @param readsPerSecond reads a second over the last minute; null if it has not been looked for so long
 * @param hitRate hits among hits and misses over the last ten minutes, from 0 to 1; null if there were none
 * @param savedMillis about how much time loaders did not have to spend; null if none has loaded
 * @param stalePrevented loaded values that were not kept, since a write had overtaken them
 * @param hitRates the hit rate over the last ten minutes, the oldest first; null where nothing was read
 * @param readRates reads a second likewise
 */
public record TotalsView(
        int caches,
        long entries,
        long reads,
        @Nullable Double readsPerSecond,
        @Nullable Double hitRate,
        @Nullable Long savedMillis,
        long stalePrevented,
        List<@Nullable Double> hitRates,
        List<Double> readRates) {}
