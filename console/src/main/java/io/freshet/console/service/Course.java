package io.freshet.console.service;

import io.freshet.console.watch.Samples;
import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What follows from the samples of one cache, or of all together: the same until there is another sample.
 *
 * @param readsPerSecond over the last minute; null if it has not been looked for so long
 * @param hitRate of all reads; null if there were none
 * @param hitRates the same in as many parts as a sparkline has points
 * @param hits reads that an entry answered
 * @param misses reads that the loader answered
 * @param loads loads that returned
 * @param failedLoads loads that threw
 * @param putsOfLate entries stored in the last minute
 * @param notKeptOfLate values that were not kept in the last minute, since it was not known what they depend on
 */
record Course(
        @Nullable Double readsPerSecond,
        @Nullable Double hitRate,
        List<@Nullable Double> hitRates,
        long hits,
        long misses,
        long loads,
        long failedLoads,
        long putsOfLate,
        long notKeptOfLate) {

    static Course of(Samples samples) {
        return new Course(
                Figures.readsPerSecond(samples),
                Figures.hitRate(samples),
                Figures.hitRates(samples),
                Samples.sum(samples.hits()),
                Samples.sum(samples.misses()),
                Samples.sum(samples.loads()),
                Samples.sum(samples.failedLoads()),
                Samples.latest(samples.puts(), Figures.MINUTE),
                Samples.latest(samples.notKept(), Figures.MINUTE));
    }
}
