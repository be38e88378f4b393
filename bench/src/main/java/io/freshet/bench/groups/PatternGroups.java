package io.freshet.bench.groups;

import io.freshet.bench.system.Servers;
import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.RedisClient;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.api.sync.RedisCommands;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/** Strings in Redis under {@code GROUP:ENTRY}, and a group is the pattern {@code GROUP:*}: what is written by hand. */
final class PatternGroups implements GroupCache {
    static final int COUNT = 1_000;

    private final RedisClient client;
    private final RedisCommands<String, String> redis;
    private final BiConsumer<RedisCommands<String, String>, String> deletion;

    private PatternGroups(Servers servers, BiConsumer<RedisCommands<String, String>, String> deletion) {
        this.client = RedisClient.create(servers.redisUri());
        this.redis = client.connect().sync();
        this.deletion = deletion;
    }

    static GroupCache scanning(Servers servers) {
        return new PatternGroups(servers, PatternGroups::scanAndUnlink);
    }

    static GroupCache listing(Servers servers) {
        return new PatternGroups(servers, PatternGroups::listAndDelete);
    }

    private static void scanAndUnlink(RedisCommands<String, String> redis, String pattern) {
        ScanArgs matching = ScanArgs.Builder.matches(pattern).limit(COUNT);
        ScanCursor cursor = ScanCursor.INITIAL;
        while (!cursor.isFinished()) {
            KeyScanCursor<String> page = redis.scan(cursor, matching);
            if (!page.getKeys().isEmpty()) {
                redis.unlink(page.getKeys().toArray(new String[0]));
            }
            cursor = page;
        }
    }

    private static void listAndDelete(RedisCommands<String, String> redis, String pattern) {
        List<String> keys = redis.keys(pattern);
        if (!keys.isEmpty()) {
            redis.del(keys.toArray(new String[0]));
        }
    }

    @Override
    public long get(Group group, int entry, LongSupplier loader) {
        String key = group.label() + ":" + entry;
        String cached = redis.get(key);
        if (cached != null) {
            return Long.parseLong(cached);
        }
        long loaded = loader.getAsLong();
        redis.set(key, Long.toString(loaded));
        return loaded;
    }

    @Override
    public void invalidate(Group group) {
        deletion.accept(redis, group.label() + ":*");
    }

    @Override
    public void close() {
        client.shutdown();
    }
}
