package io.freshet.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The three connections to Redis, one for each kind of traffic, so that large values never delay a bump: entries, scripts, nudges.
 *
 * <p>A thread of its own connects in the background whatever has no connection, again and again. A connection that breaks is repaired by
 * Lettuce; one that fell silent was given up by its {@link Link} and is made anew. Thread-safe.
 */
final class Connections implements AutoCloseable {

    private static final long RETRY_MILLIS = 250;
    private static final long CLOSE_MILLIS = 2_000;

    private final Link<StatefulRedisConnection<String, byte[]>> entries;
    private final Link<StatefulRedisConnection<String, String>> scripts;
    private final Link<StatefulRedisPubSubConnection<String, String>> messages;
    private final AutoCloseable client;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread connecting;

    /**
     * Begins to connect.
     *
     * @param uri where, or null for where the client was made for
     * @param closeIt what to close last
     */
    Connections(
            RedisClient client,
            @Nullable RedisURI uri,
            String where,
            String channel,
            Nudges nudges,
            AutoCloseable closeIt) {
        RedisCodec<String, byte[]> codec = RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);
        this.entries = new Link<>(where, () -> uri == null ? client.connect(codec) : client.connect(codec, uri));
        this.scripts = new Link<>(where, () -> uri == null ? client.connect() : client.connect(uri));
        this.messages = new Link<>(where, () -> subscribed(client, uri, channel, nudges));
        this.client = closeIt;
        this.connecting = new Thread(this::connect, "freshet-redis-connect");
        connecting.setDaemon(true);
        connecting.start();
    }

    /** Lettuce subscribes again by itself after each reconnect. */
    private static StatefulRedisPubSubConnection<String, String> subscribed(
            RedisClient client, @Nullable RedisURI uri, String channel, Nudges nudges) {
        StatefulRedisPubSubConnection<String, String> made =
                uri == null ? client.connectPubSub() : client.connectPubSub(uri);
        try {
            made.addListener(nudges);
            made.sync().subscribe(channel);
            return made;
        } catch (RuntimeException e) {
            made.close();
            throw e;
        }
    }

    Link<StatefulRedisConnection<String, byte[]>> entries() {
        return entries;
    }

    Link<StatefulRedisConnection<String, String>> scripts() {
        return scripts;
    }

    /** Whether each connection has been made. */
    boolean areMade() {
        return links().stream().allMatch(Link::isMade);
    }

    private List<Link<?>> links() {
        return List.of(scripts, entries, messages);
    }

    private void connect() {
        try {
            do {
                links().stream().filter(link -> !link.isMade()).forEach(Link::connect);
            } while (!closed.await(RETRY_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // it is being closed
        }
    }

    @Override
    public void close() {
        if (closed.getCount() == 0) {
            return;
        }
        closed.countDown();
        connecting.interrupt();
        links().forEach(Link::close);
        try {
            connecting.join(CLOSE_MILLIS);
            client.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            throw new IllegalStateException("The Redis client could not be closed", e);
        }
    }
}
