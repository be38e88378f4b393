package io.freshet.bench.hits;

import io.freshet.redis.json.JsonCodecs;
import io.freshet.remote.Codec;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;

/** Plain GET on one connection that all threads share, and the JSON codec that Freshet's hits are decoded by. */
final class LettuceHits implements Hits {

    private static final String PREFIX = "bench:item:";

    private final RedisClient client;
    private final StatefulRedisConnection<String, byte[]> connection;
    private final Codec<Object> codec = JsonCodecs.standard().codecFor(Item.class);

    private LettuceHits(RedisClient client) {
        this.client = client;
        this.connection = client.connect(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE));
    }

    static Hits open(int redisPort) {
        LettuceHits hits = new LettuceHits(RedisClient.create("redis://127.0.0.1:" + redisPort));
        for (int key = 0; key < HitsSettings.KEYS; key++) {
            hits.connection.sync().set(PREFIX + key, hits.codec.encode(Item.of(key)));
        }
        return hits;
    }

    @Override
    public Read remote() {
        return key -> codec.decode(connection.sync().get(PREFIX + key));
    }

    @Override
    public void close() {
        client.shutdown();
    }
}
