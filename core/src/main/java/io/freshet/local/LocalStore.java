package io.freshet.local;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Ticker;
import io.freshet.entry.Entry;
import io.freshet.key.CacheKey;
import io.freshet.key.KeyProbe;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * L1 of one cache: entries in process, bounded by number or by weight, evicted by Caffeine's W-TinyLFU. Values are kept by reference and must
 * be treated as immutable. Thread-safe; never blocks.
 */
public final class LocalStore {

    /** What an entry weighs besides its value: key, stamp, tags and what holds them. */
    public static final int ENTRY_BYTES = 128;

    /** Caffeine does not note that an entry is written anew within a second of the last time. */
    private static final Duration UNNOTED = Duration.ofSeconds(1);

    private final @Nullable Cache<CacheKey, Entry> entries;
    private final @Nullable TenantShares shares;
    private final SlowClock clock;
    private final Runnable tenantEvicted;

    private LocalStore(
            @Nullable Cache<CacheKey, Entry> entries,
            @Nullable TenantShares shares,
            SlowClock clock,
            Runnable tenantEvicted) {
        this.entries = entries;
        this.shares = shares;
        this.clock = clock;
        this.tenantEvicted = tenantEvicted;
    }

    /**
     * A store.
     *
     * @param size how much it keeps
     * @param keep after which time an entry is dropped in any case
     * @param nanos the monotonic clock
     * @param tenantEvicted is run when an entry leaves because its tenant has too many
     */
    public static LocalStore of(LocalSize size, Duration keep, LongSupplier nanos, Runnable tenantEvicted) {
        SlowClock clock = new SlowClock(nanos);
        if (size.isOff()) {
            return new LocalStore(null, null, clock, tenantEvicted);
        }
        TenantShares shares = size.maximumOfTenant() == 0 ? null : new TenantShares(size.maximumOfTenant());
        Caffeine<CacheKey, Entry> builder = Caffeine.newBuilder()
                .expireAfterWrite(keep.plus(UNNOTED))
                .ticker(clock)
                .evictionListener((@Nullable CacheKey key, @Nullable Entry entry, RemovalCause cause) -> {
                    if (shares != null && key != null) {
                        shares.removed(key);
                    }
                });
        Cache<CacheKey, Entry> entries = size.isByWeight()
                ? builder.maximumWeight(size.maximumBytes())
                        .weigher((CacheKey key, Entry entry) -> weightOf(entry))
                        .build()
                : builder.maximumSize(size.maximum()).build();
        return new LocalStore(entries, shares, clock, tenantEvicted);
    }

    private static int weightOf(Entry entry) {
        return (int) Math.min(Integer.MAX_VALUE, (long) entry.weightBytes() + ENTRY_BYTES);
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
        if (entries == null) {
            return;
        }
        clock.look();
        entries.put(key, entry);
        CacheKey leaving = shares == null ? null : shares.added(key);
        if (leaving != null) {
            entries.invalidate(leaving);
            tenantEvicted.run();
        }
    }

    /** Puts what it holds into another store as well. */
    public void copyTo(LocalStore other) {
        if (entries != null) {
            entries.asMap().forEach(other::put);
        }
    }

    /** Drops what lies under the key. */
    public void remove(CacheKey key) {
        if (entries != null) {
            entries.invalidate(key);
        }
        if (shares != null) {
            shares.removed(key);
        }
    }

    /** Whether it holds an entry of which that is true. Looks at one after the other. */
    public boolean hasAny(Predicate<Entry> isWanted) {
        return entries != null && entries.asMap().values().stream().anyMatch(isWanted);
    }

    /** The keys of what it holds, valid or not; a copy. */
    public Set<CacheKey> keys() {
        return entries == null ? Set.of() : Set.copyOf(entries.asMap().keySet());
    }

    /** Shows what it holds, valid or not, one after the other, for as long as whoever looks wants more. */
    public void show(BiPredicate<CacheKey, Entry> wantsMore) {
        if (entries != null) {
            for (Map.Entry<CacheKey, Entry> each : entries.asMap().entrySet()) {
                if (!wantsMore.test(each.getKey(), each.getValue())) {
                    return;
                }
            }
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
