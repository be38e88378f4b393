package io.freshet.local;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import io.freshet.entry.Entry;
import io.freshet.key.CacheKey;
import org.jspecify.annotations.Nullable;

import java.time.Duration;

/**
 * L1 of one cache: entries in process, bounded by number or by weight, evicted by Caffeine's W-TinyLFU. Values are kept by reference and must
 * be treated as immutable. Thread-safe; never blocks.
 */
public final class LocalStore {

    /** What an entry weighs besides its value: key, stamp, tags and what holds them. */
    public static final int ENTRY_BYTES = 128;

    private final @Nullable Cache<CacheKey, Entry> entries;
    private final @Nullable TenantShares shares;
    private final Runnable tenantEvicted;

    private LocalStore(
            @Nullable Cache<CacheKey, Entry> entries, @Nullable TenantShares shares, Runnable tenantEvicted) {
        this.entries = entries;
        this.shares = shares;
        this.tenantEvicted = tenantEvicted;
    }

    /**
     * A store.
     *
     * @param size how much it keeps
     * @param keep after which time an entry is dropped in any case
     * @param tenantEvicted is run when an entry leaves because its tenant has too many
     */
    public static LocalStore of(LocalSize size, Duration keep, Runnable tenantEvicted) {
        if (size.isOff()) {
            return new LocalStore(null, null, tenantEvicted);
        }
        TenantShares shares = size.maximumOfTenant() == 0 ? null : new TenantShares(size.maximumOfTenant());
        Caffeine<CacheKey, Entry> builder = Caffeine.newBuilder()
                .expireAfterWrite(keep)
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
        return new LocalStore(entries, shares, tenantEvicted);
    }

    private static int weightOf(Entry entry) {
        return (int) Math.min(Integer.MAX_VALUE, (long) entry.weightBytes() + ENTRY_BYTES);
    }

    /** The entry under the key, valid or not. */
    public @Nullable Entry get(CacheKey key) {
        return entries == null ? null : entries.getIfPresent(key);
    }

    /** Keeps the entry. */
    public void put(CacheKey key, Entry entry) {
        if (entries == null) {
            return;
        }
        entries.put(key, entry);
        CacheKey leaving = shares == null ? null : shares.added(key);
        if (leaving != null) {
            entries.invalidate(leaving);
            tenantEvicted.run();
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

    /** About how many entries it holds, valid or not. */
    public long size() {
        return entries == null ? 0 : entries.estimatedSize();
    }
}
