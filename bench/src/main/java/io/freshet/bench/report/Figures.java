package io.freshet.bench.report;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;

/** Figures as reports show them: three decimals, and shares of sorted samples. */
public final class Figures {
    private Figures() {}

    public static double round(double value) {
        return Math.round(value * 1000) / 1000.0;
    }

    public static double millis(long nanos) {
        return round(nanos / 1e6);
    }

    /** Returns what that share of the samples does not exceed, in milliseconds; 0 if there are none. */
    public static double millisOfShare(long[] sortedNanos, double share) {
        int last = sortedNanos.length - 1;
        return last < 0 ? 0 : millis(sortedNanos[(int) (share * last)]);
    }

    public static long[] sorted(Collection<Long> samples) {
        return samples.stream().mapToLong(sample -> sample).sorted().toArray();
    }

    /** Returns the middle sample, the lower one of two. */
    public static long median(long... samples) {
        long[] sorted = samples.clone();
        Arrays.sort(sorted);
        return sorted[(sorted.length - 1) / 2];
    }

    /** Returns milliseconds for people: {@code 1,234.5 ms}. */
    public static String text(double millis) {
        return String.format(Locale.ROOT, "%,.1f ms", millis);
    }

    /** Returns a number for people: {@code 1,234,567}. */
    public static String text(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
