package io.freshet.bench.peer;

import com.alicp.jetcache.Cache;
import com.alicp.jetcache.CacheBuilder;
import com.alicp.jetcache.SimpleCacheManager;
import com.alicp.jetcache.anno.CacheConsts;
import com.alicp.jetcache.anno.CacheType;
import com.alicp.jetcache.embedded.CaffeineCacheBuilder;
import com.alicp.jetcache.redis.lettuce.JetCacheCodec;
import com.alicp.jetcache.redis.lettuce.RedisLettuceCacheBuilder;
import com.alicp.jetcache.support.Fastjson2KeyConvertor;
import com.alicp.jetcache.support.JavaValueDecoder;
import com.alicp.jetcache.support.JavaValueEncoder;
import com.alicp.jetcache.template.CacheBuilderTemplate;
import com.alicp.jetcache.template.NotifyMonitorInstaller;
import com.alicp.jetcache.template.QuickConfig;
import io.freshet.bench.system.CacheUnderTest;
import io.freshet.bench.system.Servers;
import io.freshet.bench.system.SystemUnderTest;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;

import java.util.Map;
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
        RedisClient client = RedisClient.create(servers.redisUri());
        SimpleCacheManager manager = new SimpleCacheManager();
        manager.setCacheBuilderTemplate(template(remote(client)));
        Cache<Integer, Long> cache = manager.getOrCreateCache(QuickConfig.newBuilder(CACHE)
                .cacheType(CacheType.BOTH)
                .syncLocal(true)
                .expire(TTL)
                .localLimit(10_000)
                .penetrationProtect(penetrationProtect)
                .build());
        return new Instance(client, manager, cache);
    }

    private static CacheBuilder remote(RedisClient client) {
        StatefulConnection<byte[], byte[]> connection = connect(client);
        return RedisLettuceCacheBuilder.createRedisLettuceCacheBuilder()
                .redisClient(client)
                .connection(connection)
                .pubSubConnection(subscribe(client))
                .keyConvertor(Fastjson2KeyConvertor.INSTANCE)
                .valueEncoder(JavaValueEncoder.INSTANCE)
                .valueDecoder(JavaValueDecoder.INSTANCE)
                .broadcastChannel("bench");
    }

    @SuppressWarnings("unchecked")
    private static StatefulConnection<byte[], byte[]> connect(RedisClient client) {
        return client.connect(new JetCacheCodec());
    }

    @SuppressWarnings("unchecked")
    private static StatefulRedisPubSubConnection<byte[], byte[]> subscribe(RedisClient client) {
        return client.connectPubSub(new JetCacheCodec());
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static CacheBuilderTemplate template(CacheBuilder remote) {
        CacheBuilder local =
                CaffeineCacheBuilder.createCaffeineCacheBuilder().keyConvertor(Fastjson2KeyConvertor.INSTANCE);
        CacheBuilderTemplate template = new CacheBuilderTemplate(
                false, Map.of(CacheConsts.DEFAULT_AREA, local), Map.of(CacheConsts.DEFAULT_AREA, remote));
        template.getCacheMonitorInstallers().add(new NotifyMonitorInstaller(area -> remote));
        return template;
    }

    private record Instance(RedisClient client, SimpleCacheManager manager, Cache<Integer, Long> cache)
            implements CacheUnderTest {
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
            manager.close();
            client.shutdown();
        }
    }
}
