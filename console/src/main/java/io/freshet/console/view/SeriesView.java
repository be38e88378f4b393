package io.freshet.console.view;

import java.time.Instant;
import java.util.List;

/**
 * What a cache did in the last ten minutes; the oldest interval first.
 *
 * @param intervalMillis how long one interval is
 * @param endsAt when the last one ended
 * @param hits reads that an entry answered
 * @param misses reads that the loader answered
 * @param bypasses reads that went past the cache
 * @param loads loads that returned
 * @param failedLoads loads that threw
 * @param loadMicros time spent in loaders
 * @param stalePrevented loaded values that were not kept, since a write had overtaken them
 */
public record SeriesView(
        long intervalMillis,
        Instant endsAt,
        List<Integer> hits,
        List<Integer> misses,
        List<Integer> bypasses,
        List<Integer> loads,
        List<Integer> failedLoads,
        List<Integer> loadMicros,
        List<Integer> stalePrevented) {}
