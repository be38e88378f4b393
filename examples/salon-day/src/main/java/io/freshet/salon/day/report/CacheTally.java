package io.freshet.salon.day.report;

import io.freshet.salon.day.http.Answer;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

import java.util.concurrent.atomic.LongAdder;

/** What the reads of one cache have cost so far. Thread-safe. */
public final class CacheTally {
    private final String cache;
    private final LongAdder reads = new LongAdder();
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final LongAdder queries = new LongAdder();
    private final LongAdder sourceReads = new LongAdder();
    private final LongAdder sourceQueries = new LongAdder();
    private final Histogram cachedMicros = micros();
    private final Histogram uncachedMicros = micros();

    CacheTally(String cache) {
        this.cache = cache;
    }

    static Histogram micros() {
        return new ConcurrentHistogram(1, 60_000_000, 3);
    }

    /** Counts the answer of a read that the cache was allowed to give. */
    public void read(Answer answer) {
        reads.increment();
        if (answer.hasQueries()) {
            queries.add(answer.queries());
        }
        if (answer.origin() == Answer.Origin.HIT) {
            hits.increment();
            if (answer.hasServerMicros()) {
                record(cachedMicros, answer.serverMicros());
            }
        } else if (answer.origin() != Answer.Origin.BYPASS) {
            misses.increment();
        }
    }

    /** Counts the read of the settings that came with an answer; its statements are counted with the answer, and its time is not compared. */
    public void readSettings(Answer answer) {
        reads.increment();
        if (answer.settingsOrigin() == Answer.Origin.HIT) {
            hits.increment();
        } else if (answer.settingsOrigin() != Answer.Origin.BYPASS) {
            misses.increment();
        }
    }

    /** Counts the answer of a read that asked for the source; the statement that read the settings is not this cache's. */
    public void sourceRead(Answer answer) {
        sourceReads.increment();
        if (answer.hasQueries()) {
            long ofSettings = answer.settingsOrigin() == Answer.Origin.BYPASS ? 1 : 0;
            sourceQueries.add(answer.queries() - ofSettings);
        }
        if (answer.hasServerMicros()) {
            record(uncachedMicros, answer.serverMicros());
        }
    }

    static void record(Histogram histogram, long micros) {
        histogram.recordValue(Math.min(micros, histogram.getHighestTrackableValue()));
    }

    String cache() {
        return cache;
    }

    long reads() {
        return reads.sum();
    }

    long hits() {
        return hits.sum();
    }

    long misses() {
        return misses.sum();
    }

    long queries() {
        return queries.sum();
    }

    long sourceReads() {
        return sourceReads.sum();
    }

    /** Returns how many statements a read costs at the source; 0 before there was one. */
    double queriesPerSourceRead() {
        long asked = sourceReads();
        return asked == 0 ? 0 : (double) sourceQueries.sum() / asked;
    }

    Histogram cachedMicros() {
        return cachedMicros;
    }

    Histogram uncachedMicros() {
        return uncachedMicros;
    }
}
