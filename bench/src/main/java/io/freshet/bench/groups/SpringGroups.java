package io.freshet.bench.groups;

import io.freshet.bench.peer.SpringConnections;
import io.freshet.bench.system.Servers;
import org.springframework.cache.Cache;
import org.springframework.data.redis.cache.BatchStrategy;
import org.springframework.data.redis.cache.RedisCacheManager;
import org.springframework.data.redis.cache.RedisCacheWriter;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import java.util.Objects;
import java.util.function.LongSupplier;

/**
 * Spring's cache abstraction on Spring Data Redis: a group is a cache, and {@code clear()} invalidates it.
 *
 * <p>With {@code immediateWrites}: by default {@code clear()} returns before Redis has removed anything.
 */
final class SpringGroups implements GroupCache {
    private final LettuceConnectionFactory connections;
    private final RedisCacheManager manager;

    private SpringGroups(LettuceConnectionFactory connections, RedisCacheManager manager) {
        this.connections = connections;
        this.manager = manager;
    }

    static GroupCache open(Servers servers, BatchStrategy strategy) {
        LettuceConnectionFactory connections = SpringConnections.open(servers);
        RedisCacheManager manager = RedisCacheManager.builder(RedisCacheWriter.create(
                        connections, options -> options.immediateWrites().batchStrategy(strategy)))
                .build();
        manager.afterPropertiesSet();
        return new SpringGroups(connections, manager);
    }

    @Override
    public long get(Group group, int entry, LongSupplier loader) {
        Cache cache = cache(group);
        Long cached = cache.get(entry, Long.class);
        if (cached != null) {
            return cached;
        }
        long loaded = loader.getAsLong();
        cache.put(entry, loaded);
        return loaded;
    }

    @Override
    public void invalidate(Group group) {
        cache(group).clear();
    }

    private Cache cache(Group group) {
        return Objects.requireNonNull(manager.getCache(group.label()));
    }

    @Override
    public void close() {
        connections.destroy();
    }
}
