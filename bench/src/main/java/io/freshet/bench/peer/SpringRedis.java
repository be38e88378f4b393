package io.freshet.bench.peer;

import io.freshet.bench.system.CacheUnderTest;
import io.freshet.bench.system.Servers;
import io.freshet.bench.system.SystemUnderTest;
import org.springframework.cache.Cache;
import org.springframework.data.redis.cache.RedisCacheConfiguration;
import org.springframework.data.redis.cache.RedisCacheManager;
import org.springframework.data.redis.cache.RedisCacheWriter;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Spring's cache abstraction on Spring Data Redis: one tier, in Redis.
 *
 * <p>Set up as in the chapter "Redis Cache" of the Spring Data Redis reference, which is also what Spring Boot configures:
 * the non-locking writer, default serialisation, a time to live. {@link #withImmediateWrites()} adds the option
 * {@code immediateWrites} of {@link RedisCacheWriter.RedisCacheWriterConfigurer}, which waits for Redis on put and evict.
 * Reads and writes are what {@code @Cacheable} and {@code @CacheEvict} do: look up, load, put; evict after the method.
 */
final class SpringRedis implements SystemUnderTest {
    private final boolean immediateWrites;

    private SpringRedis(boolean immediateWrites) {
        this.immediateWrites = immediateWrites;
    }

    static SystemUnderTest withDefaults() {
        return new SpringRedis(false);
    }

    static SystemUnderTest withImmediateWrites() {
        return new SpringRedis(true);
    }

    @Override
    public CacheUnderTest open(Servers servers, String instance) {
        LettuceConnectionFactory connections = new LettuceConnectionFactory("127.0.0.1", servers.redisPort());
        connections.afterPropertiesSet();
        connections.start();
        RedisCacheManager manager = manager(connections);
        manager.afterPropertiesSet();
        Cache cache = manager.getCache(CACHE);
        if (cache == null) {
            throw new IllegalStateException("The cache manager did not create cache " + CACHE);
        }
        return new Instance(connections, cache);
    }

    private RedisCacheManager manager(LettuceConnectionFactory connections) {
        RedisCacheManager.RedisCacheManagerBuilder builder = immediateWrites
                ? RedisCacheManager.builder(RedisCacheWriter.create(
                        connections, RedisCacheWriter.RedisCacheWriterConfigurer::immediateWrites))
                : RedisCacheManager.builder(connections);
        return builder.cacheDefaults(
                        RedisCacheConfiguration.defaultCacheConfig().entryTtl(TTL))
                .initialCacheNames(Set.of(CACHE))
                .build();
    }

    private record Instance(LettuceConnectionFactory connections, Cache cache) implements CacheUnderTest {
        @Override
        public long get(int key, LongSupplier loader) {
            Long cached = cache.get(key, Long.class);
            if (cached != null) {
                return cached;
            }
            long loaded = loader.getAsLong();
            cache.put(key, loaded);
            return loaded;
        }

        @Override
        public void evict(int key) {
            cache.evict(key);
        }

        @Override
        public void close() {
            connections.destroy();
        }
    }
}
