package io.freshet.console.watch;

import io.freshet.Cache;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * What the counters of each cache did in the last ten minutes. It reads the counters that there are, so reads of caches cost what they cost
 * without it. Thread-safe.
 */
public final class History {

    /** How long one interval is. */
    public static final Duration INTERVAL = Duration.ofSeconds(5);

    /** How many of them are kept. */
    public static final int INTERVALS = 120;

    private final Map<String, Series> caches = new HashMap<>();
    private Instant sampledAt = Instant.EPOCH;
    private int round;

    /** An interval has ended. */
    public synchronized void sample(Collection<Cache<?, ?>> present, Instant now) {
        sampledAt = now;
        round++;
        for (Cache<?, ?> cache : present) {
            Series series = caches.get(cache.name());
            if (series == null) {
                caches.put(cache.name(), new Series(INTERVALS, cache.meter()));
            } else {
                series.sample(cache.meter());
            }
        }
    }

    /** When the last interval ended. */
    public synchronized Instant sampledAt() {
        return sampledAt;
    }

    /** Another number after each interval: between two, all that follows from samples stays as it is. */
    public synchronized int round() {
        return round;
    }

    /** What a cache did; nothing if it is new. */
    public synchronized Samples of(String cache) {
        Series series = caches.get(cache);
        return series == null ? Samples.none() : Samples.of(series);
    }
}
