package io.freshet.console.fleet;

import java.util.List;

/**
 * What all caches of an instance did together over the last ten minutes, in parts, the oldest first.
 *
 * @param hits reads that an entry answered
 * @param misses reads that the loader answered
 * @param readRates reads a second
 */
public record CourseReport(List<Long> hits, List<Long> misses, List<Double> readRates) {}
