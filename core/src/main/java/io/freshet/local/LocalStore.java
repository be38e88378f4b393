package io.freshet.local;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.freshet.entry.Entry;
import io.freshet.key.CacheKey;
import org.jspecify.annotations.Nullable;

import java.time.Duration;

/**
 * L1 of one cache: entries in process, bounded by number, evicted by Caffeine's W-TinyLFU. Values are kept by reference and must be treated
 * as immutable. Thread-safe; never blocks.
 */
public final class LocalStore {

    private final @Nullable Cache<CacheKey, Entry> entries;

    private LocalStore(@Nullable Cache<CacheKey, Entry> entries) {
        this.entries = entries;
    }

    /**
     * A store.
     *
     * @param maximumEntries how many entries it keeps at the most; 0 keeps none
     * @param keep after which time an entry is dropped in any case
     */
    public static LocalStore of(long maximumEntries, Duration keep) {
        return maximumEntries == 0
                ? new LocalStore(null)
                : new LocalStore(Caffeine.newBuilder()
                        .maximumSize(maximumEntries)
                        .expireAfterWrite(keep)
                        .build());
    }

    /** The entry under the key, valid or not. */
    public @Nullable Entry get(CacheKey key) {
        return entries == null ? null : entries.getIfPresent(key);
    }

    /** Keeps the entry. */
    public void put(CacheKey key, Entry entry) {
        if (entries != null) {
            entries.put(key, entry);
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
    }

    /** About how many entries it holds, valid or not. */
    public long size() {
        return entries == null ? 0 : entries.estimatedSize();
    }
}
