package io.freshet.redis;

import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;

import java.util.Map;
import java.util.function.Consumer;

/** Who hears which channel. Immutable and thread-safe. */
final class Messages extends RedisPubSubAdapter<String, String> {

    private final Map<String, Consumer<String>> channels;

    Messages(Map<String, Consumer<String>> channels) {
        this.channels = Map.copyOf(channels);
    }

    @Override
    public void message(String channel, String message) {
        Consumer<String> hearing = channels.get(channel);
        if (hearing != null) {
            hearing.accept(message);
        }
    }

    /** Subscribes to all channels, blocking; Lettuce does so again after each reconnect. Closes the connection if that fails. */
    Wire<String> subscribedOn(StatefulRedisPubSubConnection<String, String> made) {
        try {
            made.addListener(this);
            made.sync().subscribe(channels.keySet().toArray(String[]::new));
            return new Wire<>(made, made.async(), false);
        } catch (RuntimeException e) {
            made.close();
            throw e;
        }
    }
}
