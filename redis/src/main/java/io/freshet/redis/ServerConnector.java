package io.freshet.redis;

import io.freshet.redis.check.AskedTier.SentinelView;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.sentinel.api.StatefulRedisSentinelConnection;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/** Connects to one server, or to the master that Sentinel names at that moment. Lettuce asks Sentinel again for each reconnect. */
final class ServerConnector implements Connector {

    private final RedisClient client;
    private final @Nullable RedisURI uri;
    private final Runnable closeIt;

    /**
     * Connects nothing yet.
     *
     * @param uri where, or null for where the client was made for
     * @param closeIt what to close in the end
     */
    ServerConnector(RedisClient client, @Nullable RedisURI uri, Runnable closeIt) {
        this.client = client;
        this.uri = uri;
        this.closeIt = closeIt;
    }

    @Override
    public Wire<byte[]> entries() {
        return Wire.of(uri == null ? client.connect(OwnClient.BYTES) : client.connect(OwnClient.BYTES, uri));
    }

    @Override
    public Wire<String> scripts() {
        return Wire.of(uri == null ? client.connect() : client.connect(uri));
    }

    @Override
    public Wire<String> messages(Messages messages) {
        StatefulRedisPubSubConnection<String, String> made =
                uri == null ? client.connectPubSub() : client.connectPubSub(StringCodec.UTF8, uri);
        return messages.subscribedOn(made);
    }

    @Override
    public List<SentinelView> sentinels() {
        return uri == null
                ? List.of()
                : uri.getSentinels().stream().map(this::asked).toList();
    }

    /** On a connection for this question alone. */
    private SentinelView asked(RedisURI sentinel) {
        String name = sentinel.getHost() + ":" + sentinel.getPort();
        try (StatefulRedisSentinelConnection<String, String> connection = client.connectSentinel(sentinel)) {
            return new SentinelView(name, connection.sync().master(masterName()), "");
        } catch (RedisException e) {
            return new SentinelView(name, Map.of(), Where.reason(e));
        }
    }

    private String masterName() {
        return uri == null || uri.getSentinelMasterId() == null ? "" : uri.getSentinelMasterId();
    }

    /** Nothing to look at: a broken connection looks by itself when it reconnects. */
    @Override
    public void unanswered() {}

    @Override
    public void close() {
        closeIt.run();
    }
}
