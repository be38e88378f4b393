package io.freshet.bench.hits;

import java.util.Map;

/**
 * What was measured of one system, by the number of threads. A map is empty if the system has no such tier.
 *
 * @param name the system
 * @param l1Nanos processor time of a read in process, in nanoseconds
 * @param l1Bytes allocated by a read in process
 * @param l1AnnotatedNanos processor time of a read in process through an annotated method
 * @param l2PerSecond reads from Redis, all threads together
 * @param misses reads of all figures that were answered by the loader: Freshet serves nothing while it cannot prove that it knows every
 *     write, as on a machine that gives its threads no processor for the length of the bound
 */
record HitsResult(
        String name,
        Map<Integer, Double> l1Nanos,
        Map<Integer, Double> l1Bytes,
        Map<Integer, Double> l1AnnotatedNanos,
        Map<Integer, Double> l2PerSecond,
        long misses) {}
