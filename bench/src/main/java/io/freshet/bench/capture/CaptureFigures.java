package io.freshet.bench.capture;

import io.freshet.bench.report.Figures;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** What one system did in all rounds, in nanoseconds. Not thread-safe. */
final class CaptureFigures {

    private final List<Long> transactions = new ArrayList<>();
    private final List<Long> bulks = new ArrayList<>();
    private final List<Long> sights = new ArrayList<>();
    private long elapsed;
    private long client;
    private long server;
    private @Nullable Double knownStatementNanos;

    /** Takes the time of a turn, that of processors, and that of each of its transactions. */
    void wrote(long[] times) {
        elapsed += times[0];
        client += times[1];
        server += times[2];
        addAll(transactions, times, 3);
    }

    void wroteMany(long time) {
        bulks.add(time);
    }

    void saw(long[] times) {
        addAll(sights, times, 0);
    }

    void knew(int statements, long time) {
        knownStatementNanos = Figures.round((double) time / statements);
    }

    @Nullable
    Double knownStatementNanos() {
        return knownStatementNanos;
    }

    void clear() {
        transactions.clear();
        bulks.clear();
        sights.clear();
        elapsed = 0;
        client = 0;
        server = 0;
    }

    long[] transactions() {
        return Figures.sorted(transactions);
    }

    long[] sights() {
        return Figures.sorted(sights);
    }

    double transactionsPerSecond() {
        return Figures.round(transactions.size() / (elapsed / 1e9));
    }

    /** Microseconds of processors for one transaction, in the process that writes. */
    double clientMicros() {
        return Figures.round(client / 1e3 / transactions.size());
    }

    /** The same in the server; zero where it does not say. */
    double serverMicros() {
        return Figures.round(server / 1e3 / transactions.size());
    }

    long bulk() {
        return Figures.median(Figures.sorted(bulks));
    }

    private static void addAll(List<Long> samples, long[] times, int from) {
        for (int i = from; i < times.length; i++) {
            samples.add(times[i]);
        }
    }
}
