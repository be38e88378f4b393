package io.freshet.salon.day.load;

import java.time.Duration;

/**
 * How business goes in a day that is compressed into a run: quiet in the morning and in the evening, and a peak in the middle. On average it is
 * the rate that was asked for. A run that is longer than a day has several. Immutable and thread-safe.
 */
final class OpeningHours {
    /** By what share of the average the peak is above it, and the quiet hours below. */
    static final double SWING = 0.5;

    private static final int STEPS = 48;

    private final double perNano;
    private final double dayNanos;

    /**
     * Days of a length.
     *
     * @param perSecond requests, on average
     */
    OpeningHours(double perSecond, Duration day) {
        this.perNano = perSecond / 1e9;
        this.dayNanos = day.toNanos();
    }

    /** Returns how many requests were due until then, in nanoseconds from the start. */
    double until(double nanos) {
        return perNano * (nanos - depth() * Math.sin(2 * Math.PI * nanos / dayNanos));
    }

    /** Returns when a request is due, in nanoseconds from the start. */
    long due(long number) {
        double early = number / perNano - depth();
        double late = number / perNano + depth();
        for (int i = 0; i < STEPS; i++) {
            double middle = (early + late) / 2;
            if (until(middle) < number) {
                early = middle;
            } else {
                late = middle;
            }
        }
        return Math.max(0, Math.round(late));
    }

    private double depth() {
        return SWING * dayNanos / (2 * Math.PI);
    }
}
