package io.freshet.redis;

import io.freshet.remote.Roster;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * What instances tell of themselves, as a hash in Redis and a sorted set beside it.
 *
 * <pre>
 * HSET f:7301.1.salon:{r}i  salon-1 "1795248001100 ..."     when it was told, by the server's clock, and what
 * ZADD f:7301.1.salon:{r}e  1795248016100 salon-1          when the lease ends
 * </pre>
 *
 * Whose lease ended long ago is dropped by whoever enters next; both keys expire when nobody does. Thread-safe; never blocks. Stages complete on a
 * thread of the connection, which must not be blocked.
 */
final class RedisRoster implements Roster {

    private static final Script ENTER = Script.of("enter.lua");
    private static final Script LISTED = Script.of("listed.lua");
    private static final int FIELDS = 3;

    private final Link<String> scripts;
    private final RedisKeys keys;
    private final Duration kept;

    RedisRoster(Link<String> scripts, RedisKeys keys, Duration kept) {
        this.scripts = scripts;
        this.keys = keys;
        this.kept = kept;
    }

    @Override
    public CompletionStage<@Nullable String> enter(String instance, String text, Duration lease) {
        Roster.requireShort(text);
        return scripts.send(
                "ENTER",
                redis -> ENTER.run(
                        redis,
                        keys.roster(),
                        instance,
                        text,
                        Long.toString(lease.toMillis()),
                        Long.toString(kept.toMillis())),
                RedisRoster::before);
    }

    private static @Nullable String before(List<Object> answer) {
        String told = (String) answer.get(0);
        return told.isEmpty() ? null : told.substring(told.indexOf(' ') + 1);
    }

    @Override
    public CompletionStage<List<Listed>> all() {
        return scripts.send("LISTED", redis -> LISTED.run(redis, keys.roster()), RedisRoster::listed);
    }

    private static List<Listed> listed(List<Object> answer) {
        long now = (Long) answer.get(0);
        List<Listed> all = new ArrayList<>();
        for (int i = 1; i < answer.size(); i += FIELDS) {
            String told = (String) answer.get(i + 2);
            int end = told.indexOf(' ');
            all.add(new Listed(
                    (String) answer.get(i),
                    told.substring(end + 1),
                    Duration.ofMillis(now - Long.parseLong(told.substring(0, end))),
                    Duration.ofMillis((Long) answer.get(i + 1) - now)));
        }
        all.sort(Comparator.comparing(Listed::instance));
        return all;
    }
}
