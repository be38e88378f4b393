package io.freshet.bench.capture;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.freshet.bench.report.Figures;
import org.jspecify.annotations.Nullable;

/**
 * What was measured of one system.
 *
 * @param name the system
 * @param transactions of ten statements that were committed
 * @param transactionsPerSecond of all writers together
 * @param p50Millis of a transaction, from asking for a connection until control returned: half of them
 * @param p99Millis the same: all but one in a hundred
 * @param clientMicros of processors for a transaction, in the process that writes, with all that it does besides
 * @param serverMicros the same in the server's processes for this database, the relay's among them; left out where the system does not say
 * @param bulkMillis of an insert, an update and a delete of many rows, together: median round
 * @param shareOfNone of the throughput without anything, in percent; left out without the system {@code none}
 * @param bulkRatio to the time without anything; left out likewise
 * @param visibleP50Millis from the commit of a write past the application until a cached read has it: half of them; {@code triggers} only
 * @param visibleP99Millis the same: all but one in a hundred
 * @param knownStatementNanos what capturing adds to a statement whose text it knows, of a million; {@code capture} only
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CaptureResult(
        String name,
        int transactions,
        double transactionsPerSecond,
        double p50Millis,
        double p99Millis,
        double clientMicros,
        @Nullable Double serverMicros,
        double bulkMillis,
        @Nullable Double shareOfNone,
        @Nullable Double bulkRatio,
        @Nullable Double visibleP50Millis,
        @Nullable Double visibleP99Millis,
        @Nullable Double knownStatementNanos) {

    static CaptureResult of(String name, CaptureFigures figures, @Nullable CaptureFigures none) {
        long[] transactions = figures.transactions();
        long[] sights = figures.sights();
        return new CaptureResult(
                name,
                transactions.length,
                figures.transactionsPerSecond(),
                Figures.millisOfShare(transactions, 0.5),
                Figures.millisOfShare(transactions, 0.99),
                figures.clientMicros(),
                figures.serverMicros() == 0 ? null : figures.serverMicros(),
                Figures.millis(figures.bulk()),
                none == null
                        ? null
                        : Figures.round(100 * figures.transactionsPerSecond() / none.transactionsPerSecond()),
                none == null ? null : Figures.round((double) figures.bulk() / none.bulk()),
                sights.length == 0 ? null : Figures.millisOfShare(sights, 0.5),
                sights.length == 0 ? null : Figures.millisOfShare(sights, 0.99),
                figures.knownStatementNanos());
    }
}
