package io.freshet.bench.faults;

import io.freshet.bench.faults.History.Later;
import io.freshet.bench.faults.History.Read;
import io.freshet.bench.report.Figures;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Turns what was read while a fault was there into its row. */
final class Judge {

    private final History history;
    private final Duration bound;

    Judge(History history, Duration bound) {
        this.history = history;
        this.bound = bound;
    }

    /**
     * The row.
     *
     * @param reads of all instances within the span
     * @param lost keys that were still wrong at the end
     */
    Row row(String fault, List<Read> reads, long from, long until, long lost) {
        Later commits = history.commits();
        Later acknowledgements = history.acknowledgements();
        long beyond = 0;
        long afterAcknowledge = 0;
        long strict = 0;
        long longest = 0;
        long hits = 0;
        for (Read read : reads) {
            long age = commits.nanosOutOfDate(read.key(), read.version(), read.start());
            longest = Math.max(longest, age);
            beyond += age > bound.toNanos() ? 1 : 0;
            boolean isAfter = acknowledgements.nanosOutOfDate(read.key(), read.version(), read.start()) > 0;
            afterAcknowledge += isAfter && !read.strict() ? 1 : 0;
            strict += isAfter && read.strict() ? 1 : 0;
            hits += read.cached() ? 1 : 0;
        }
        return new Row(
                fault,
                reads.size(),
                history.commitsBetween(from, until),
                beyond,
                lost,
                Figures.millis(longest),
                Figures.millis(longestWithoutCache(reads)),
                afterAcknowledge,
                strict,
                Figures.round(reads.isEmpty() ? 0 : 100.0 * hits / reads.size()));
    }

    /** Only between reads: a paused or dead instance has none. */
    private static long longestWithoutCache(List<Read> reads) {
        Map<Integer, Long> missingSince = new HashMap<>();
        long longest = 0;
        for (Read read :
                reads.stream().sorted(Comparator.comparingLong(Read::start)).toList()) {
            if (read.cached()) {
                missingSince.remove(read.instance());
            } else {
                long since = missingSince.computeIfAbsent(read.instance(), any -> read.start());
                longest = Math.max(longest, read.start() - since);
            }
        }
        return longest;
    }
}
