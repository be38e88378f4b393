package io.freshet.salon.day.report;

import org.HdrHistogram.Histogram;

/**
 * Percentiles in microseconds.
 *
 * @param count of what was measured
 */
public record Latency(long count, double p50, double p95, double p99) {
    /** Where nothing was measured. */
    public static final Latency NONE = new Latency(0, 0, 0, 0);

    /** Reads a histogram of microseconds. */
    public static Latency of(Histogram micros) {
        return micros.getTotalCount() == 0
                ? NONE
                : new Latency(
                        micros.getTotalCount(),
                        micros.getValueAtPercentile(50),
                        micros.getValueAtPercentile(95),
                        micros.getValueAtPercentile(99));
    }
}
