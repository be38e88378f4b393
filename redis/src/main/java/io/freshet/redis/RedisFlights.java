package io.freshet.redis;

import io.freshet.remote.FleetFlights;
import io.lettuce.core.SetArgs;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Claims as plain strings in Redis, each in the slot of its own key.
 *
 * <pre>
 * SET     f:7301.1.salon:l:7/user:5:profile "salon-1:42" NX PX 1000    a claim and its owner
 * PUBLISH f:7301.1.salon:l "7/user:5:profile"                          it was given up
 * </pre>
 *
 * Thread-safe; never blocks. Stages complete, and releases are heard, on a thread of the connection, which must not be blocked.
 */
final class RedisFlights implements FleetFlights {

    private static final Script PROLONG = Script.of("prolong.lua");
    private static final Script RELEASE = Script.of("release.lua");

    private final Link<byte[]> entries;
    private final Link<String> scripts;
    private final RedisKeys keys;
    private final Listeners<String> listeners;

    /**
     * Claims over two links: they are made on that of the entries, so that a server sees a claim before the look that is sent after it.
     *
     * @param listeners who is told of releases
     */
    RedisFlights(Link<byte[]> entries, Link<String> scripts, RedisKeys keys, Listeners<String> listeners) {
        this.entries = entries;
        this.scripts = scripts;
        this.keys = keys;
        this.listeners = listeners;
    }

    @Override
    public CompletionStage<Boolean> claim(String key, String owner, Duration lease) {
        SetArgs unlessClaimed = SetArgs.Builder.nx().px(millis(lease));
        byte[] value = owner.getBytes(StandardCharsets.UTF_8);
        return entries.<@Nullable String, Boolean>send(
                "CLAIM", redis -> redis.set(keys.claim(key), value, unlessClaimed), answer -> answer != null);
    }

    @Override
    public CompletionStage<Boolean> prolong(String key, String owner, Duration lease) {
        return run("PROLONG", PROLONG, key, Replies::isDone, owner, Long.toString(millis(lease)));
    }

    @Override
    public CompletionStage<@Nullable Void> release(String key, String owner) {
        return run("RELEASE", RELEASE, key, answer -> null, owner, keys.releases(), key);
    }

    @Override
    public void onReleased(Consumer<String> listener) {
        listeners.add(listener);
    }

    private static long millis(Duration lease) {
        return Math.max(1, lease.toMillis());
    }

    private <T extends @Nullable Object> CompletionStage<T> run(
            String what, Script script, String key, Function<List<Object>, T> reading, String... arguments) {
        return scripts.send(what, redis -> script.run(redis, new String[] {keys.claim(key)}, arguments), reading);
    }
}
