package io.freshet.bench.hits;

import org.redisson.api.RLocalCachedMap;
import org.redisson.api.RMap;
import org.redisson.api.RedissonClient;
import org.redisson.api.options.LocalCachedMapOptions;
import org.redisson.config.Config;

import java.time.Duration;

/** Redisson with its default codec: the local cached map, and the map. */
final class RedissonHits implements Hits {

    private final RedissonClient client;
    private final RLocalCachedMap<Integer, Item> near;
    private final RMap<Integer, Item> far;

    private RedissonHits(RedissonClient client) {
        this.client = client;
        this.near = client.getLocalCachedMap(
                LocalCachedMapOptions.<Integer, Item>name("near").timeToLive(Duration.ofHours(1)));
        this.far = client.getMap("far");
    }

    static Hits open(int redisPort) {
        Config config = new Config();
        config.useSingleServer().setAddress("redis://127.0.0.1:" + redisPort);
        RedissonHits hits = new RedissonHits(org.redisson.Redisson.create(config));
        for (int key = 0; key < HitsSettings.KEYS; key++) {
            hits.near.fastPut(key, Item.of(key));
            hits.far.fastPut(key, Item.of(key));
        }
        return hits;
    }

    @Override
    public Read local() {
        return near::get;
    }

    @Override
    public Read remote() {
        return far::get;
    }

    @Override
    public void close() {
        near.destroy();
        client.shutdown();
    }
}
