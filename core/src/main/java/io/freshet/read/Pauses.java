package io.freshet.read;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.freshet.freshness.Ticker;
import io.freshet.key.CacheKey;

import java.time.Duration;

/** The keys of one cache of which no load is tried for a while, since one has just failed. Some are forgotten where they are many. Thread-safe. */
final class Pauses {

    private static final int MOST = 10_000;

    private final Cache<CacheKey, Long> until =
            Caffeine.newBuilder().maximumSize(MOST).build();
    private final Ticker ticker;

    Pauses(Ticker ticker) {
        this.ticker = ticker;
    }

    /** From now on, for so long. */
    void begin(CacheKey key, Duration length) {
        if (!length.isZero()) {
            until.put(key, ticker.nanos() + length.toNanos());
        }
    }

    boolean isOn(CacheKey key) {
        Long end = until.getIfPresent(key);
        if (end == null) {
            return false;
        }
        if (ticker.nanos() - end < 0) {
            return true;
        }
        until.invalidate(key);
        return false;
    }
}
