package io.freshet.bench.peer;

import com.alicp.jetcache.Cache;
import com.alicp.jetcache.anno.CacheType;
import com.alicp.jetcache.template.QuickConfig;
import io.freshet.bench.system.CacheUnderTest;
import io.freshet.bench.system.Servers;
import io.freshet.bench.system.SystemUnderTest;

import java.util.function.LongSupplier;

/**
 * JetCache with two tiers, Caffeine and Redis on Lettuce, and broadcast of local invalidations.
 *
 * <p>Set up as in "Create Cache" and "Configuration details" of the JetCache documentation: {@code cacheType(BOTH)},
 * {@code syncLocal(true)} with a {@code broadcastChannel}, and the key and value codecs named there, which are the
 * defaults. {@code computeIfAbsent} and {@code remove} are what {@code @Cached} and {@code @CacheInvalidate} call.
 */
final class JetCache implements SystemUnderTest {
    private final boolean penetrationProtect;

    /**
     * Sets it up.
     *
     * @param penetrationProtect whether callers in one JVM who miss the same key wait for one load, as with
     *     {@code @CachePenetrationProtect}
     */
    JetCache(boolean penetrationProtect) {
        this.penetrationProtect = penetrationProtect;
    }

    @Override
    public CacheUnderTest open(Servers servers, String instance) {
        JetCacheManagers.Opened opened = JetCacheManagers.open(servers.redisUri());
        Cache<Integer, Long> cache = opened.manager()
                .getOrCreateCache(QuickConfig.newBuilder(CACHE)
                        .cacheType(CacheType.BOTH)
                        .syncLocal(true)
                        .expire(TTL)
                        .localLimit(10_000)
                        .penetrationProtect(penetrationProtect)
                        .build());
        return new Instance(opened, cache);
    }

    private record Instance(JetCacheManagers.Opened opened, Cache<Integer, Long> cache) implements CacheUnderTest {
        @Override
        public long get(int key, LongSupplier loader) {
            return cache.computeIfAbsent(key, absent -> loader.getAsLong());
        }

        @Override
        public void evict(int key) {
            cache.remove(key);
        }

        @Override
        public void close() {
            opened.close();
        }
    }
}
