package io.freshet.local;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.freshet.entry.Entry;
import io.freshet.key.CacheKey;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.function.Predicate;

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

    /** Drops what lies under the key. */
    public void remove(CacheKey key) {
        if (entries != null) {
            entries.invalidate(key);
        }
    }

    /** Whether it holds an entry of which that is true. Looks at one after the other. */
    public boolean hasAny(Predicate<Entry> isWanted) {
        return entries != null && entries.asMap().values().stream().anyMatch(isWanted);
    }

    /** About how many entries it holds, valid or not. */
    public long size() {
        return entries == null ? 0 : entries.estimatedSize();
    }
}
