package io.freshet.redis;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SocketOptions.KeepAliveOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A Redis client that never lets a command wait for Redis to come back: disconnected, it rejects commands at once; connected, each has its
 * time; what was on its way when the connection broke is not sent again. It reconnects within half a second, gives up a connection that
 * fell silent ({@link Silence}), and in a cluster learns within about a second that slots have another master. Thread-safe.
 */
final class OwnClient {

    /** Keys as text, values as bytes. */
    static final RedisCodec<String, byte[]> BYTES = RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);

    private static final Duration FIRST_DELAY = Duration.ofMillis(10);
    private static final Duration LONGEST_DELAY = Duration.ofMillis(500);
    private static final Duration LOOK_PERIOD = Duration.ofSeconds(15);
    private static final Duration LOOK_PAUSE = Duration.ofMillis(250);
    private static final int LOOK_AFTER_ATTEMPTS = 1;
    private static final int MOST_REDIRECTS = 5;

    private final AbstractRedisClient client;
    private final ClientResources resources;

    private OwnClient(AbstractRedisClient client, ClientResources resources) {
        this.client = client;
        this.resources = resources;
    }

    /** Connects to a server, or to the master that Sentinel names. */
    static ServerConnector toServer(RedisURI uri, Settings settings, Where where) {
        RedisURI timed = settings.timed(uri);
        ClientResources resources = settings.resources();
        where.listen(resources.eventBus());
        RedisClient client = RedisClient.create(resources, timed);
        client.setOptions(settings.applyTo(ClientOptions.builder()).build());
        return new ServerConnector(client, timed, new OwnClient(client, resources)::close);
    }

    /** Connects to a cluster that some of its nodes are known of. */
    static ClusterConnector toCluster(List<RedisURI> uris, Settings settings, Where where) {
        ClientResources resources = settings.resources();
        where.listen(resources.eventBus());
        RedisClusterClient client = RedisClusterClient.create(
                resources, uris.stream().map(settings::timed).toList());
        ClusterClientOptions.Builder options = settings.applyTo(ClusterClientOptions.builder());
        client.setOptions(options.topologyRefreshOptions(refreshing())
                .maxRedirects(MOST_REDIRECTS)
                .validateClusterNodeMembership(false) // a redirection may name a node that has just joined
                .build());
        return new ClusterConnector(client, new OwnClient(client, resources)::close);
    }

    /** Every trigger is on by default. */
    private static ClusterTopologyRefreshOptions refreshing() {
        return ClusterTopologyRefreshOptions.builder()
                .adaptiveRefreshTriggersTimeout(LOOK_PAUSE)
                .refreshTriggersReconnectAttempts(LOOK_AFTER_ATTEMPTS)
                .enablePeriodicRefresh(LOOK_PERIOD)
                .build();
    }

    /** Ends all threads of the client; blocks for two seconds at the most. */
    private void close() {
        client.shutdown(0, 1, TimeUnit.SECONDS);
        resources.shutdown(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(1, TimeUnit.SECONDS);
    }

    /**
     * What such a client is told.
     *
     * @param commandTimeout how long a command may take
     * @param connectTimeout how long it may take to connect, and to be greeted then
     * @param ssl certificates of its own; null for those of the JVM
     */
    record Settings(
            Duration commandTimeout,
            Duration connectTimeout,
            @Nullable SslOptions ssl) {

        /** A copy with our time, for its sentinels too; Lettuce's own copies lack them. */
        private RedisURI timed(RedisURI uri) {
            RedisURI copy = new RedisURI();
            if (uri.getSocket() != null) {
                copy.setSocket(uri.getSocket());
            } else if (uri.getHost() != null) {
                copy.setHost(uri.getHost());
                copy.setPort(uri.getPort());
            }
            copy.setSentinelMasterId(uri.getSentinelMasterId());
            uri.getSentinels().forEach(sentinel -> copy.getSentinels().add(timed(sentinel)));
            copy.setDatabase(uri.getDatabase());
            copy.setClientName(uri.getClientName());
            copy.setCredentialsProvider(uri.getCredentialsProvider());
            copy.applySsl(uri);
            copy.setTimeout(connectTimeout);
            return copy;
        }

        private ClientResources resources() {
            return ClientResources.builder()
                    .reconnectDelay(Delay.exponential(FIRST_DELAY, LONGEST_DELAY, 2, TimeUnit.MILLISECONDS))
                    .nettyCustomizer(Silence.after(commandTimeout))
                    .build();
        }

        private <B extends ClientOptions.Builder> B applyTo(B options) {
            options.autoReconnect(true);
            options.disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS);
            options.replayFilter(command -> true);
            options.timeoutOptions(TimeoutOptions.enabled(commandTimeout));
            options.socketOptions(SocketOptions.builder()
                    .connectTimeout(connectTimeout)
                    .tcpNoDelay(true)
                    .keepAlive(KeepAliveOptions.builder()
                            .enable()
                            .idle(Duration.ofSeconds(2))
                            .interval(Duration.ofSeconds(1))
                            .count(3)
                            .build())
                    .build());
            if (ssl != null) {
                options.sslOptions(ssl);
            }
            return options;
        }
    }
}
