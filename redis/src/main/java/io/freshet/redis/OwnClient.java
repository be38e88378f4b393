package io.freshet.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SocketOptions.KeepAliveOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A Redis client that never lets a command wait for Redis to come back: disconnected, it rejects commands at once; connected, each has its
 * time; what was on its way when the connection broke is not sent again. It reconnects within half a second. Thread-safe.
 */
final class OwnClient implements AutoCloseable {

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(1);
    private static final Duration FIRST_DELAY = Duration.ofMillis(10);
    private static final Duration LONGEST_DELAY = Duration.ofMillis(500);

    private final ClientResources resources;
    private final RedisClient client;

    OwnClient(RedisURI uri, Duration commandTimeout) {
        this.resources = ClientResources.builder()
                .reconnectDelay(Delay.exponential(FIRST_DELAY, LONGEST_DELAY, 2, TimeUnit.MILLISECONDS))
                .build();
        this.client = RedisClient.create(
                resources, RedisURI.builder(uri).withTimeout(CONNECT_LIMIT).build());
        client.setOptions(options(commandTimeout));
    }

    RedisClient client() {
        return client;
    }

    private static ClientOptions options(Duration commandTimeout) {
        return ClientOptions.builder()
                .autoReconnect(true)
                .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                .replayFilter(command -> true)
                .timeoutOptions(TimeoutOptions.enabled(commandTimeout))
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(CONNECT_LIMIT)
                        .tcpNoDelay(true)
                        .keepAlive(KeepAliveOptions.builder()
                                .enable()
                                .idle(Duration.ofSeconds(2))
                                .interval(Duration.ofSeconds(1))
                                .count(3)
                                .build())
                        .build())
                .build();
    }

    /** Ends all threads of the client; blocks for two seconds at the most. */
    @Override
    public void close() {
        client.shutdown(0, 1, TimeUnit.SECONDS);
        resources.shutdown(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(1, TimeUnit.SECONDS);
    }
}
