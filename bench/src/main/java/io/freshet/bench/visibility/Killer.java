package io.freshet.bench.visibility;

import io.freshet.bench.backend.RedisSocket;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Kills every connection to Redis but its own, in a thread of its own, at an instant that is named beforehand. */
final class Killer implements AutoCloseable {
    private static final byte[] KILL = kill();

    private final RedisSocket redis;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();

    Killer(int redisPort) throws IOException {
        redis = RedisSocket.connect(redisPort);
    }

    /** Kills then; the future holds how many connections there were to kill. */
    Future<Long> killIn(long nanos) {
        Callable<Long> kill = this::killNow;
        return thread.schedule(kill, nanos, TimeUnit.NANOSECONDS);
    }

    private long killNow() throws IOException {
        redis.send(KILL);
        return Long.parseLong(redis.reply()) + Long.parseLong(redis.reply());
    }

    private static byte[] kill() {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(RedisSocket.command("CLIENT", "KILL", "TYPE", "pubsub", "SKIPME", "yes"));
        both.writeBytes(RedisSocket.command("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes"));
        return both.toByteArray();
    }

    @Override
    public void close() throws IOException {
        thread.shutdownNow();
        redis.close();
    }
}
