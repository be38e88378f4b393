package io.freshet.console.watch;

import java.util.stream.IntStream;

/**
 * What one cache, or all of them together, did in each of the latest intervals; the oldest first. The arrays are not to be written.
 *
 * @param hits reads that an entry answered
 * @param misses reads that the loader answered
 * @param bypasses reads that went past the cache
 * @param loads loads that returned
 * @param failedLoads loads that threw
 * @param loadMicros time spent in loaders
 * @param stalePrevented loaded values that were not kept, since a write had overtaken them
 * @param puts entries stored
 * @param notKept loaded values that were not kept, since it was not known what they depend on
 */
public record Samples(
        int[] hits,
        int[] misses,
        int[] bypasses,
        int[] loads,
        int[] failedLoads,
        int[] loadMicros,
        int[] stalePrevented,
        int[] puts,
        int[] notKept) {

    /** Nothing yet. */
    public static Samples none() {
        int[] nothing = {};
        return new Samples(nothing, nothing, nothing, nothing, nothing, nothing, nothing, nothing, nothing);
    }

    static Samples of(Series series) {
        return new Samples(
                series.of(Series.Count.HITS),
                series.of(Series.Count.MISSES),
                series.of(Series.Count.BYPASSES),
                series.of(Series.Count.LOADS),
                series.of(Series.Count.FAILED_LOADS),
                series.of(Series.Count.LOAD_MICROS),
                series.of(Series.Count.STALE_PREVENTED),
                series.of(Series.Count.PUTS),
                series.of(Series.Count.NOT_KEPT));
    }

    /** How many intervals there are. */
    public int size() {
        return hits.length;
    }

    /** Reads in one interval. */
    public long reads(int at) {
        return (long) hits[at] + misses[at] + bypasses[at];
    }

    /** All reads. */
    public long reads() {
        return IntStream.range(0, size()).mapToLong(this::reads).sum();
    }

    /** All of a counter in the latest intervals, or in all if there are fewer. */
    public static long latest(int[] values, int intervals) {
        return IntStream.range(Math.max(0, values.length - intervals), values.length)
                .mapToLong(at -> values[at])
                .sum();
    }

    /** All of a counter. */
    public static long sum(int[] values) {
        return IntStream.of(values).asLongStream().sum();
    }
}
