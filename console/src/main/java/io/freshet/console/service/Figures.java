package io.freshet.console.service;

import io.freshet.console.watch.History;
import io.freshet.console.watch.Samples;
import io.freshet.event.CacheMeter;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Figures made of counters. What cannot be told is null, never zero. */
final class Figures {

    /** How many points a sparkline has. */
    static final int POINTS = 30;

    /** How many intervals a minute has. */
    static final int MINUTE = (int) (Duration.ofMinutes(1).toMillis() / History.INTERVAL.toMillis());

    private static final double SECONDS = History.INTERVAL.toMillis() / 1_000.0;
    private static final double THOUSAND = 1_000;

    private Figures() {}

    /** Over the last minute. */
    static @Nullable Double readsPerSecond(Samples samples) {
        int size = samples.size();
        if (size == 0) {
            return null;
        }
        int count = Math.min(MINUTE, size);
        long reads =
                IntStream.range(size - count, size).mapToLong(samples::reads).sum();
        return rounded(reads / (count * SECONDS));
    }

    static @Nullable Double hitRate(Samples samples) {
        return rate(Samples.sum(samples.hits()), Samples.sum(samples.misses()));
    }

    /** In so many parts as a sparkline has points, or fewer if it has not been looked for so long. */
    static List<@Nullable Double> hitRates(Samples samples) {
        List<@Nullable Double> rates = new ArrayList<>();
        for (int from = 0; from < samples.size(); from += width()) {
            long hits = sum(samples.hits(), from);
            long misses = sum(samples.misses(), from);
            rates.add(rate(hits, misses));
        }
        return rates;
    }

    static List<Double> readRates(Samples samples) {
        List<Double> rates = new ArrayList<>();
        for (int from = 0; from < samples.size(); from += width()) {
            int to = Math.min(samples.size(), from + width());
            long reads = IntStream.range(from, to).mapToLong(samples::reads).sum();
            rates.add(rounded(reads / ((to - from) * SECONDS)));
        }
        return rates;
    }

    /** A counter in as many parts. */
    static List<Long> parts(int[] values) {
        List<Long> parts = new ArrayList<>();
        for (int from = 0; from < values.length; from += width()) {
            parts.add(sum(values, from));
        }
        return parts;
    }

    static double sum(List<Double> rates) {
        return rounded(rates.stream().mapToDouble(Double::doubleValue).sum());
    }

    static @Nullable Double sumOrNull(Stream<Double> known) {
        List<Double> rates = known.toList();
        return rates.isEmpty() ? null : sum(rates);
    }

    private static int width() {
        return History.INTERVALS / POINTS;
    }

    private static long sum(int[] values, int from) {
        return IntStream.range(from, Math.min(values.length, from + width()))
                .mapToLong(at -> values[at])
                .sum();
    }

    static @Nullable Double rate(long hits, long misses) {
        return hits + misses == 0 ? null : rounded((double) hits / (hits + misses));
    }

    private static double rounded(double value) {
        return Math.round(value * THOUSAND) / THOUSAND;
    }

    static @Nullable Long loadMeanMicros(CacheMeter meter) {
        long loads = meter.loads() + meter.failedLoads();
        return loads == 0 ? null : meter.loadTime().toNanos() / loads / 1_000;
    }

    static @Nullable Long loadP99Micros(CacheMeter meter) {
        long loads = meter.loads() + meter.failedLoads();
        return loads == 0 ? null : meter.loadTime(0.99).toNanos() / 1_000;
    }

    /** Each hit spared one load, which would have taken as long as loads do on average. */
    static @Nullable Long savedMillis(CacheMeter meter) {
        long loads = meter.loads() + meter.failedLoads();
        return loads == 0 ? null : (long) ((double) meter.loadTime().toNanos() / loads * meter.hits() / 1_000_000);
    }

    /** All caches together, interval by interval. */
    static Samples together(List<Samples> all) {
        return new Samples(
                sums(all, Samples::hits),
                sums(all, Samples::misses),
                sums(all, Samples::bypasses),
                sums(all, Samples::loads),
                sums(all, Samples::failedLoads),
                sums(all, Samples::loadMicros),
                sums(all, Samples::stalePrevented),
                sums(all, Samples::puts),
                sums(all, Samples::notKept));
    }

    /** Of a younger cache only the latest intervals are there. */
    private static int[] sums(List<Samples> all, Function<Samples, int[]> part) {
        int[] sums = new int[all.stream().mapToInt(Samples::size).max().orElse(0)];
        for (Samples one : all) {
            int[] values = part.apply(one);
            for (int i = 0; i < values.length; i++) {
                sums[sums.length - values.length + i] += values[i];
            }
        }
        return sums;
    }
}
