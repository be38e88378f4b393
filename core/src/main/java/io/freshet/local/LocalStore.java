package io.freshet.local;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.freshet.entry.Entry;
import io.freshet.key.CacheKey;
import io.freshet.key.KeyProbe;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * L1 of one cache: entries in process, bounded by number, evicted by Caffeine's W-TinyLFU. Values are kept by reference and must be treated
 * as immutable. Thread-safe; never blocks.
 */
public final class LocalStore {

    private final @Nullable Cache<CacheKey, Entry> entries;
    private final SlowClock clock;

    private LocalStore(@Nullable Cache<CacheKey, Entry> entries, SlowClock clock) {
        this.entries = entries;
        this.clock = clock;
    }

    /**
     * A store.
     *
     * @param maximumEntries how many entries it keeps at the most; 0 keeps none
     * @param keep after which time an entry is dropped in any case
     * @param nanos the monotonic clock
     */
    public static LocalStore of(long maximumEntries, Duration keep, LongSupplier nanos) {
        SlowClock clock = new SlowClock(nanos);
        return maximumEntries == 0
                ? new LocalStore(null, clock)
                : new LocalStore(
                        Caffeine.newBuilder()
                                .maximumSize(maximumEntries)
                                .expireAfterWrite(keep)
                                .ticker(clock)
                                .build(),
                        clock);
    }

    /** The entry under the key, valid or not. */
    public @Nullable Entry get(CacheKey key) {
        if (entries == null) {
            return null;
        }
        clock.look();
        return entries.getIfPresent(key);
    }

    /**
     * The same for a key that is only asked with. Allocates nothing.
     *
     * @param nowNanos the monotonic clock, as the caller has just seen it
     */
    @SuppressWarnings("CollectionIncompatibleType") // a probe equals the key that it stands for
    public @Nullable Entry get(KeyProbe probe, long nowNanos) {
        if (entries == null) {
            return null;
        }
        clock.sawAt(nowNanos);
        return entries.asMap().get(probe);
    }

    /** Keeps the entry. */
    public void put(CacheKey key, Entry entry) {
        if (entries != null) {
            clock.look();
            entries.put(key, entry);
        }
    }

    /** Drops what lies under the key. */
    public void remove(CacheKey key) {
        if (entries != null) {
            entries.invalidate(key);
        }
    }

    /** About how many entries it holds, valid or not. */
    public long size() {
        return entries == null ? 0 : entries.estimatedSize();
    }

    /**
     * What Caffeine measures with when it drops what is too old: a clock that stands until somebody who has looked at the real one moves it on,
     * since looking is dear and entries say themselves until when they may be served. Up to a millisecond behind while there are reads.
     */
    private static final class SlowClock implements Ticker {

        private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

        private final LongSupplier real;
        private volatile long nanos;

        SlowClock(LongSupplier real) {
            this.real = real;
            this.nanos = real.getAsLong();
        }

        void look() {
            sawAt(real.getAsLong());
        }

        void sawAt(long now) {
            if (now - nanos > STEP_NANOS) {
                nanos = now;
            }
        }

        @Override
        public long read() {
            return nanos;
        }
    }
}
