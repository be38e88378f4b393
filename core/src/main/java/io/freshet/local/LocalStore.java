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

    private final Cache<CacheKey, Entry> entries;
    private volatile boolean keepsAny;

    private LocalStore(long maximumEntries, Duration keep) {
        this.entries = Caffeine.newBuilder()
                .maximumSize(maximumEntries)
                .expireAfterWrite(keep)
                .build();
        this.keepsAny = maximumEntries > 0;
    }

    /**
     * A store.
     *
     * @param maximumEntries how many entries it keeps at the most; 0 keeps none
     * @param keep after which time an entry is dropped in any case
     */
    public static LocalStore of(long maximumEntries, Duration keep) {
        return new LocalStore(maximumEntries, keep);
    }

    /** Keeps so many entries for so long from now on; what lies there already, too. */
    public void resize(long maximumEntries, Duration keep) {
        keepsAny = maximumEntries > 0;
        entries.policy().eviction().ifPresent(size -> size.setMaximum(maximumEntries));
        entries.policy().expireAfterWrite().ifPresent(expiry -> expiry.setExpiresAfter(keep));
    }

    /** Drops all that lies there. */
    public void clear() {
        entries.invalidateAll();
    }

    /** The entry under the key, valid or not. */
    public @Nullable Entry get(CacheKey key) {
        return keepsAny ? entries.getIfPresent(key) : null;
    }

    /** Keeps the entry. */
    public void put(CacheKey key, Entry entry) {
        if (keepsAny) {
            entries.put(key, entry);
        }
    }

    /** Drops what lies under the key. */
    public void remove(CacheKey key) {
        entries.invalidate(key);
    }

    /** About how many entries it holds, valid or not. */
    public long size() {
        return keepsAny ? entries.estimatedSize() : 0;
    }
}
