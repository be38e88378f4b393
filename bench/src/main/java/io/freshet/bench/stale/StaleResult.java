package io.freshet.bench.stale;

import io.freshet.bench.report.Figures;
import io.freshet.testkit.StalenessChecker;

import java.time.Duration;

/**
 * What was measured of one system, all instances together.
 *
 * @param name the system
 * @param seconds measured, without the warm-up
 * @param reads calls of {@code get}
 * @param staleReads those that returned a value older than a write that was acknowledged before they began
 * @param longestStalenessMillis from the acknowledgement of the superseding write to the start of the stalest read
 * @param wrongAtEnd keys that some instance still answers wrongly one second after the last write
 * @param writes acknowledged within the measured time
 * @param writeMillisP50 how long the median write took, until its caller could take it for done
 * @param writeMillisP99 how long all but one in a hundred took at the most
 * @param loads of the database by {@code get}
 */
public record StaleResult(
        String name,
        double seconds,
        long reads,
        long readsPerSecond,
        long staleReads,
        double stalePerMillion,
        double longestStalenessMillis,
        int wrongAtEnd,
        long writes,
        double writeMillisP50,
        double writeMillisP99,
        long loads) {

    static StaleResult of(
            String name,
            Duration measured,
            StalenessChecker.Summary summary,
            int wrongAtEnd,
            long[] sortedWriteNanos,
            long loads) {
        double seconds = measured.toNanos() / 1e9;
        return new StaleResult(
                name,
                Figures.round(seconds),
                summary.reads(),
                Math.round(summary.reads() / seconds),
                summary.staleReads(),
                Figures.round(summary.stalePerMillion()),
                Figures.millis(summary.longestStalenessNanos()),
                wrongAtEnd,
                sortedWriteNanos.length,
                Figures.millisOfShare(sortedWriteNanos, 0.5),
                Figures.millisOfShare(sortedWriteNanos, 0.99),
                loads);
    }
}
