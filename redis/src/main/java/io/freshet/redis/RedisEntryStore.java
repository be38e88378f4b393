package io.freshet.redis;

import io.freshet.remote.EntryStore;
import io.lettuce.core.KeyValue;
import io.lettuce.core.SetArgs;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Entries as plain strings in Redis. A hit costs exactly one GET, or a share of an MGET where several are asked for at the same moment; what is
 * read was written byte for byte.
 *
 * <pre>
 * SET    f:7301.1.salon:e:7/user:5:profile "..." PX 60000
 * GET    f:7301.1.salon:e:7/user:5:profile
 * MGET   f:7301.1.salon:e:7/user:5:profile f:7301.1.salon:e:7/user:6:profile
 * UNLINK f:7301.1.salon:e:7/user:5:profile
 * </pre>
 *
 * Thread-safe; never blocks. Stages complete on a thread of the connection, which must not be blocked.
 */
final class RedisEntryStore implements EntryStore {

    private final Link<byte[]> link;
    private final RedisKeys keys;
    private final GatheredReads reads;

    RedisEntryStore(Link<byte[]> link, RedisKeys keys) {
        this.link = link;
        this.keys = keys;
        this.reads = new GatheredReads(link);
    }

    @Override
    public CompletionStage<byte @Nullable []> get(String key) {
        return reads.get(keys.entry(key));
    }

    /** {@inheritDoc} In a Cluster one MGET for each hash slot, all sent at once. */
    @Override
    public CompletionStage<List<byte @Nullable []>> getAll(List<String> asked) {
        if (asked.isEmpty()) {
            return CompletableFuture.completedStage(List.of());
        }
        String[] names = asked.stream().map(keys::entry).toArray(String[]::new);
        return link.<List<KeyValue<String, byte[]>>, List<byte @Nullable []>>send(
                "MGET",
                redis -> redis.mget(names),
                found -> found.stream().map(RedisEntryStore::bytes).toList());
    }

    private static byte @Nullable [] bytes(KeyValue<String, byte[]> found) {
        return found.hasValue() ? found.getValue() : null;
    }

    @Override
    public CompletionStage<@Nullable Void> put(String key, byte[] bytes, Duration timeToLive) {
        long millis = timeToLive.toMillis();
        if (millis <= 0) {
            return CompletableFuture.completedStage(key)
                    .thenApply(answer -> null); // its time is over: there is nothing to keep
        }
        return link.send("SET", redis -> redis.set(keys.entry(key), bytes, SetArgs.Builder.px(millis)), answer -> null);
    }

    @Override
    public CompletionStage<@Nullable Void> remove(String key) {
        return link.send("UNLINK", redis -> redis.unlink(keys.entry(key)), answer -> null);
    }
}
