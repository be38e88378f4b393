package io.freshet.console.view;

import org.jspecify.annotations.Nullable;

/**
 * One cache on one instance. Figures are null where they are not known.
 *
 * @param instance the instance
 * @param here whether it is the one that answers
 * @param off whether the cache is switched off there
 * @param readsPerSecond reads a second over the last minute
 * @param hitRate hits among hits and misses over the last ten minutes, from 0 to 1
 * @param entries entries in process, about
 * @param loadP99Micros within what 99 % of the loads were done
 * @param stalePrevented loaded values that were not kept, since a write had overtaken them
 * @param failedLoads loads that threw
 * @param unknown why nothing is known; null if something is
 */
public record CacheOnNode(
        String instance,
        boolean here,
        @Nullable Boolean off,
        @Nullable Double readsPerSecond,
        @Nullable Double hitRate,
        @Nullable Long entries,
        @Nullable Long loadP99Micros,
        @Nullable Long stalePrevented,
        @Nullable Long failedLoads,
        @Nullable String unknown) {}
