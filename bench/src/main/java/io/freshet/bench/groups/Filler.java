package io.freshet.bench.groups;

import io.freshet.bench.backend.RedisSocket;

import java.io.IOException;

/** Keys of others, tiny and many. */
final class Filler {
    private static final String SCRIPT =
            "for i = ARGV[1], ARGV[2] do redis.call('SET', 'filler:' .. i, 'x') end return redis.call('DBSIZE')";
    private static final long CHUNK = 20_000;

    private final RedisSocket redis;
    private long keys;

    Filler(RedisSocket redis) {
        this.redis = redis;
    }

    /** Adds keys until the server holds so many, or leaves it if it holds more. */
    void fillUpTo(int total) throws IOException {
        long present = Long.parseLong(redis.ask("DBSIZE"));
        while (present < total) {
            long last = keys + Math.min(CHUNK, total - present);
            present = Long.parseLong(redis.ask("EVAL", SCRIPT, "0", Long.toString(keys + 1), Long.toString(last)));
            keys = last;
        }
    }
}
