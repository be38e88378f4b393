package io.freshet.bench.peer;

import io.freshet.bench.system.CacheUnderTest;
import io.freshet.bench.system.Servers;
import io.freshet.bench.system.SystemUnderTest;
import org.redisson.api.RLocalCachedMap;
import org.redisson.api.RedissonClient;
import org.redisson.api.options.LocalCachedMapOptions;
import org.redisson.config.Config;

import java.util.function.LongSupplier;

/**
 * Redisson's map with a local cache: a hash in Redis, and a copy of it in each instance that is kept up by messages.
 *
 * <p>Set up as in "Local cache" of the chapter "Map" of the Redisson reference: entries of all instances are invalidated
 * on change, the local cache is cleared after a reconnect (in case messages were lost), default codec. Values are loaded by
 * {@code computeIfAbsent}, which locks the key in Redis meanwhile, and removed by {@code fastRemove}, which the reference
 * recommends where the old value is not needed. The time to live is that of the local copy: in the open edition an entry
 * of the hash itself has none.
 */
final class Redisson implements SystemUnderTest {

    @Override
    public CacheUnderTest open(Servers servers, String instance) {
        Config config = new Config();
        config.useSingleServer().setAddress(servers.redisUri());
        RedissonClient client = org.redisson.Redisson.create(config);
        return new Instance(
                client,
                client.getLocalCachedMap(LocalCachedMapOptions.<Integer, Long>name(CACHE)
                        .syncStrategy(LocalCachedMapOptions.SyncStrategy.INVALIDATE)
                        .reconnectionStrategy(LocalCachedMapOptions.ReconnectionStrategy.CLEAR)
                        .timeToLive(TTL)));
    }

    private record Instance(RedissonClient client, RLocalCachedMap<Integer, Long> map) implements CacheUnderTest {
        @Override
        public long get(int key, LongSupplier loader) {
            return map.computeIfAbsent(key, absent -> loader.getAsLong());
        }

        @Override
        public void evict(int key) {
            map.fastRemove(key);
        }

        @Override
        public void close() {
            map.destroy();
            client.shutdown();
        }
    }
}
