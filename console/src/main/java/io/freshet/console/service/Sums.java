package io.freshet.console.service;

import io.freshet.console.fleet.CacheReport;
import io.freshet.console.fleet.Report;
import io.freshet.console.view.CacheRow;
import io.freshet.console.view.Severity;
import io.freshet.console.view.TotalsView;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** Figures of several instances together. What none of them knows is null; a figure that cannot be added is the worst of them. */
final class Sums {

    private Sums() {}

    /**
     * A cache on all instances.
     *
     * @param own as it is on this one: its name, form and settings, and its course, are not added
     */
    static CacheRow row(CacheRow own, List<CacheReport> all, @Nullable Severity severity) {
        long loads = sum(all, CacheReport::loads);
        return new CacheRow(
                own.name(),
                own.template(),
                own.ttl(),
                own.off(),
                severity,
                Figures.sumOrNull(known(all, CacheReport::readsPerSecond)),
                Figures.rate(sum(all, CacheReport::recentHits), sum(all, CacheReport::recentMisses)),
                own.hitRates(),
                sum(all, CacheReport::reads),
                sum(all, CacheReport::entries),
                loads == 0 ? null : sum(all, CacheReport::loadMicros) / loads,
                known(all, CacheReport::loadP99Micros)
                        .max(Comparator.naturalOrder())
                        .orElse(null),
                known(all, CacheReport::savedMillis).reduce(Long::sum).orElse(null),
                sum(all, CacheReport::stalePrevented),
                sum(all, CacheReport::failedLoads),
                own.lastInvalidation());
    }

    /** All caches on all instances. */
    static TotalsView totals(TotalsView own, List<Report> all) {
        List<CacheReport> caches =
                all.stream().flatMap(report -> report.caches().stream()).toList();
        List<Long> hits = parts(all, report -> report.course().hits());
        List<Long> misses = parts(all, report -> report.course().misses());
        return new TotalsView(
                own.caches(),
                sum(caches, CacheReport::entries),
                sum(caches, CacheReport::reads),
                Figures.sumOrNull(known(caches, CacheReport::readsPerSecond)),
                Figures.rate(total(hits), total(misses)),
                known(caches, CacheReport::savedMillis).reduce(Long::sum).orElse(null),
                sum(caches, CacheReport::stalePrevented),
                rates(hits, misses),
                rounded(all));
    }

    private static long total(List<Long> parts) {
        return parts.stream().mapToLong(Long::longValue).sum();
    }

    private static List<@Nullable Double> rates(List<Long> hits, List<Long> misses) {
        List<@Nullable Double> rates = new ArrayList<>();
        for (int i = 0; i < hits.size(); i++) {
            rates.add(Figures.rate(hits.get(i), misses.get(i)));
        }
        return rates;
    }

    private static List<Double> rounded(List<Report> all) {
        List<Double> sums = new ArrayList<>();
        int size = all.stream()
                .mapToInt(report -> report.course().readRates().size())
                .max()
                .orElse(0);
        for (int back = size; back > 0; back--) {
            int at = back;
            sums.add(Figures.sum(all.stream()
                    .map(report -> report.course().readRates())
                    .filter(rates -> rates.size() >= at)
                    .map(rates -> rates.get(rates.size() - at))
                    .toList()));
        }
        return sums;
    }

    /** The latest parts lie upon each other: of a younger instance only those are there. */
    private static List<Long> parts(List<Report> all, Function<Report, List<Long>> part) {
        int size = all.stream().map(part).mapToInt(List::size).max().orElse(0);
        List<Long> sums = new ArrayList<>(Collections.nCopies(size, 0L));
        for (Report report : all) {
            List<Long> values = part.apply(report);
            for (int i = 0; i < values.size(); i++) {
                int at = size - values.size() + i;
                sums.set(at, sums.get(at) + values.get(i));
            }
        }
        return sums;
    }

    private static <T> Stream<T> known(List<CacheReport> all, Function<CacheReport, @Nullable T> part) {
        List<T> known = new ArrayList<>();
        for (CacheReport each : all) {
            T value = part.apply(each);
            if (value != null) {
                known.add(value);
            }
        }
        return known.stream();
    }

    private static long sum(List<CacheReport> all, ToLongFunction<CacheReport> part) {
        return all.stream().mapToLong(part).sum();
    }
}
