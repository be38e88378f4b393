package io.freshet.bench.peer;

import com.alicp.jetcache.CacheBuilder;
import com.alicp.jetcache.SimpleCacheManager;
import com.alicp.jetcache.anno.CacheConsts;
import com.alicp.jetcache.embedded.CaffeineCacheBuilder;
import com.alicp.jetcache.redis.lettuce.JetCacheCodec;
import com.alicp.jetcache.redis.lettuce.RedisLettuceCacheBuilder;
import com.alicp.jetcache.support.Fastjson2KeyConvertor;
import com.alicp.jetcache.support.JavaValueDecoder;
import com.alicp.jetcache.support.JavaValueEncoder;
import com.alicp.jetcache.template.CacheBuilderTemplate;
import com.alicp.jetcache.template.NotifyMonitorInstaller;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;

import java.util.Map;

/**
 * JetCache's managers: Caffeine in process, Redis on Lettuce, broadcast of local invalidations, and the key and value codecs that its
 * documentation names, which are the defaults.
 */
public final class JetCacheManagers {

    private JetCacheManagers() {}

    /** Opens one with connections of its own. */
    public static Opened open(String redisUri) {
        RedisClient client = RedisClient.create(redisUri);
        SimpleCacheManager manager = new SimpleCacheManager();
        manager.setCacheBuilderTemplate(template(remote(client)));
        return new Opened(client, manager);
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

    /** A manager and its client. */
    public record Opened(RedisClient client, SimpleCacheManager manager) implements AutoCloseable {
        @Override
        public void close() {
            manager.close();
            client.shutdown();
        }
    }
}
