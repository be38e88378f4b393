package io.freshet.spring.cache;

import io.freshet.key.CacheKey;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;

import java.lang.reflect.Type;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/**
 * Spring's cache manager on Freshet. Thread-safe.
 *
 * <p>A cache is made when it is first asked for, unless the names are fixed.
 */
public final class FreshetCacheManager implements CacheManager {

    private final Supplier<CacheFactory> factory;
    private final Set<String> names;
    private final ConcurrentMap<String, SpringCache> caches = new ConcurrentHashMap<>();

    /**
     * No cache yet.
     *
     * @param factory asked when the first cache is
     * @param names of all caches there may be; empty for any
     */
    public FreshetCacheManager(Supplier<CacheFactory> factory, Collection<String> names) {
        this.factory = factory;
        this.names = Set.copyOf(names);
    }

    @Override
    public @Nullable Cache getCache(String name) {
        return cache(name);
    }

    private @Nullable SpringCache cache(String name) {
        SpringCache known = caches.get(name);
        if (known != null || (!isOpen() && !names.contains(name))) {
            return known;
        }
        return caches.computeIfAbsent(name, any -> factory.get().make(name));
    }

    /**
     * The key under which a cache keeps what Spring's key stands for.
     *
     * @return null if there is no such cache
     * @throws UnknownKeyException if the key has no text
     */
    public @Nullable CacheKey keyOf(String name, @Nullable Object key) {
        SpringCache cache = caches.get(name);
        return cache == null ? null : cache.keyOf(key);
    }

    /** The value that an entry of a cache stands for; a copy where callers get copies. */
    public @Nullable Object valueOf(String name, @Nullable Object kept) {
        SpringCache cache = caches.get(name);
        return cache == null ? kept : cache.valueOf(kept);
    }

    /** Makes those whose names are fixed. */
    void makeFixed() {
        names.forEach(this::cache);
    }

    /** Whether a cache of any name is made when it is first asked for. */
    boolean isOpen() {
        return names.isEmpty();
    }

    /** A method declares to put values of a type into a cache. */
    void declare(String name, Type type) {
        SpringCache cache = cache(name);
        if (cache != null) {
            cache.declares(type);
        }
    }

    /** Those that there are, and those whose names are fixed. */
    @Override
    public Collection<String> getCacheNames() {
        return isOpen() ? List.copyOf(caches.keySet()) : names;
    }

    /** Clears all of them. */
    @Override
    public void resetCaches() {
        caches.values().forEach(SpringCache::clear);
    }
}
