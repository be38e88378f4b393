package io.freshet;

import io.freshet.entry.Lookup;
import io.freshet.key.CacheKey;
import io.freshet.key.MissingTenantException;
import io.freshet.key.TenantResolver;
import io.freshet.read.Computation;
import io.freshet.read.HandWrites;
import io.freshet.tag.Tags;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A cache by whole keys, each of which says its tenant, whoever calls: for what stands between a cache and its callers and goes on when these have
 * returned, perhaps on a thread that works for another tenant. Thread-safe. Each method does what the cache's own of that name does.
 */
public final class KeyedCache<K, V> {

    private final Cache<K, V> cache;
    private final Function<K, @Nullable Object[]> segments;
    private final Freshet freshet;

    KeyedCache(Cache<K, V> cache, Function<K, @Nullable Object[]> segments, Freshet freshet) {
        this.cache = cache;
        this.segments = segments;
        this.freshet = freshet;
    }

    /**
     * The key in the tenant that the resolver tells; it is not asked where all share the cache.
     *
     * @throws MissingTenantException if the cache keeps tenants apart and there is none
     */
    public CacheKey keyOf(K key, TenantResolver tenants) {
        return cache.template().key(tenant(tenants), segments.apply(key));
    }

    String tenant(TenantResolver tenants) {
        if (cache.configured().shared()) {
            return "";
        }
        String tenant = tenants.currentTenant();
        if (tenant.isEmpty()) {
            throw new MissingTenantException(cache.name());
        }
        return tenant;
    }

    /** See {@link Cache#find}. */
    public Lookup find(CacheKey key) {
        return cache.reads().byHand().find(key);
    }

    /** See {@link Cache#exists}. */
    public boolean exists(CacheKey key) {
        return cache.reads().byHand().timeLeft(key) != null;
    }

    /** See {@link Cache#put(Object, Object, Computation)}. */
    public boolean put(CacheKey key, @Nullable V value, Computation computation) {
        Map<Integer, Long> numbers = freshet.raisePut(HandWrites.tagOf(key), "put into " + cache.name());
        return !numbers.isEmpty() && cache.reads().byHand().put(key, value, computation, numbers);
    }

    /** See {@link Cache#fill}. */
    public boolean fill(CacheKey key, @Nullable V value, Computation computation) {
        return cache.reads().byHand().fill(key, value, computation);
    }

    /** See {@link Cache#invalidate}. */
    public void invalidate(CacheKey key) {
        cache.invalidateKey(key, "key " + key);
    }

    /** See {@link Cache#invalidateAll}: of the tenant that the resolver tells. */
    public void invalidateAll(TenantResolver tenants) {
        String tenant = cache.configured().shared() ? "" : tenants.currentTenant();
        String tag = Tags.cache(cache.name());
        freshet.raise(List.of(tenant.isEmpty() ? tag : Tags.of(tag, tenant)), "cache " + cache.name());
    }
}
