package io.freshet.bench.peer;

import io.freshet.bench.system.CacheUnderTest;
import io.freshet.bench.system.Servers;
import io.freshet.bench.system.SystemUnderTest;
import org.springframework.cache.Cache;
import org.springframework.data.redis.cache.RedisCacheConfiguration;
import org.springframework.data.redis.cache.RedisCacheManager;
import org.springframework.data.redis.cache.RedisCacheWriter;
import org.springframework.data.redis.cache.RedisCacheWriter.RedisCacheWriterConfigurer;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Spring's cache abstraction on Spring Data Redis: one tier, in Redis.
 *
 * <p>Set up as in the chapter "Redis Cache" of the Spring Data Redis reference, which is also what Spring Boot configures:
 * the non-locking writer, default serialisation, a time to live. Reads and writes are what {@code @Cacheable} and
 * {@code @CacheEvict} do: look up, load, put; evict after the method.
 */
final class SpringRedis implements SystemUnderTest {
    private final Consumer<RedisCacheWriterConfigurer> writer;
    private final boolean synchronised;

    private SpringRedis(Consumer<RedisCacheWriterConfigurer> writer, boolean synchronised) {
        this.writer = writer;
        this.synchronised = synchronised;
    }

    static SystemUnderTest withDefaults() {
        return new SpringRedis(options -> {}, false);
    }

    /** With the option {@code immediateWrites}, which waits for Redis on put and evict. */
    static SystemUnderTest withImmediateWrites() {
        return new SpringRedis(RedisCacheWriterConfigurer::immediateWrites, false);
    }

    /** Reads as {@code @Cacheable(sync = true)} does: the cache itself calls the loader. */
    static SystemUnderTest synchronised() {
        return new SpringRedis(options -> {}, true);
    }

    /** The same with the locking writer, which holds a lock in Redis on the whole cache while a value is loaded. */
    static SystemUnderTest locking() {
        return new SpringRedis(options -> options.cacheLocking(locking -> locking.enable(defaults -> {})), true);
    }

    @Override
    public CacheUnderTest open(Servers servers, String instance) {
        LettuceConnectionFactory connections = SpringConnections.open(servers);
        RedisCacheManager manager = RedisCacheManager.builder(RedisCacheWriter.create(connections, writer))
                .cacheDefaults(RedisCacheConfiguration.defaultCacheConfig().entryTtl(TTL))
                .initialCacheNames(Set.of(CACHE))
                .build();
        manager.afterPropertiesSet();
        return new Instance(connections, Objects.requireNonNull(manager.getCache(CACHE)), synchronised);
    }

    private record Instance(LettuceConnectionFactory connections, Cache cache, boolean synchronised)
            implements CacheUnderTest {
        @Override
        public long get(int key, LongSupplier loader) {
            if (synchronised) {
                return Objects.requireNonNull(cache.get(key, loader::getAsLong));
            }
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
