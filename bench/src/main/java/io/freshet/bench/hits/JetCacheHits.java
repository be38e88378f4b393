package io.freshet.bench.hits;

import com.alicp.jetcache.Cache;
import com.alicp.jetcache.anno.CacheType;
import com.alicp.jetcache.template.QuickConfig;
import io.freshet.bench.peer.JetCacheManagers;
import io.freshet.bench.peer.JetCacheManagers.Opened;

import java.time.Duration;

/** JetCache with the defaults of its documentation: both tiers, and the remote one alone. */
final class JetCacheHits implements Hits {

    private final Opened opened;
    private final Cache<Integer, Item> near;
    private final Cache<Integer, Item> far;

    private JetCacheHits(Opened opened) {
        this.opened = opened;
        this.near = cache(opened, "near", CacheType.BOTH);
        this.far = cache(opened, "far", CacheType.REMOTE);
    }

    private static Cache<Integer, Item> cache(Opened opened, String name, CacheType type) {
        return opened.manager()
                .getOrCreateCache(QuickConfig.newBuilder(name)
                        .cacheType(type)
                        .expire(Duration.ofHours(1))
                        .localLimit(10_000)
                        .build());
    }

    static Hits open(int redisPort) {
        JetCacheHits hits = new JetCacheHits(JetCacheManagers.open("redis://127.0.0.1:" + redisPort));
        for (int key = 0; key < HitsSettings.KEYS; key++) {
            hits.near.put(key, Item.of(key));
            hits.far.put(key, Item.of(key));
        }
        return hits;
    }

    @Override
    public Read local() {
        return key -> near.computeIfAbsent(key, Hits::missed);
    }

    @Override
    public Read remote() {
        return key -> far.computeIfAbsent(key, Hits::missed);
    }

    @Override
    public void close() {
        opened.close();
    }
}
