package io.freshet.bench.hits;

import io.freshet.bench.peer.SpringConnections;
import io.freshet.bench.system.Servers;
import org.springframework.cache.Cache;
import org.springframework.data.redis.cache.RedisCacheConfiguration;
import org.springframework.data.redis.cache.RedisCacheManager;
import org.springframework.data.redis.cache.RedisCacheWriter;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import java.time.Duration;
import java.util.Objects;

/** Spring's cache abstraction on Spring Data Redis with its defaults, as Boot configures it: one tier. */
final class SpringRedisHits implements Hits {

    private final LettuceConnectionFactory connections;
    private final Cache cache;

    private SpringRedisHits(LettuceConnectionFactory connections, Cache cache) {
        this.connections = connections;
        this.cache = cache;
    }

    static Hits open(int redisPort) {
        LettuceConnectionFactory connections = SpringConnections.open(new Servers(redisPort, ""));
        RedisCacheManager manager = RedisCacheManager.builder(
                        RedisCacheWriter.create(connections, options -> options.immediateWrites()))
                .cacheDefaults(RedisCacheConfiguration.defaultCacheConfig().entryTtl(Duration.ofHours(1)))
                .build();
        manager.afterPropertiesSet();
        Cache cache = Objects.requireNonNull(manager.getCache("items"));
        for (int key = 0; key < HitsSettings.KEYS; key++) {
            cache.put(key, Item.of(key));
        }
        return new SpringRedisHits(connections, cache);
    }

    @Override
    public Read remote() {
        return key -> {
            Item item = cache.get(key, Item.class);
            return item == null ? Hits.missed(key) : item;
        };
    }

    @Override
    public void close() {
        connections.destroy();
    }
}
