package io.freshet.redis;

import io.lettuce.core.cluster.RedisClusterClient;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Connects to a Redis Cluster. Lettuce keeps a connection to each node inside one of ours, and a map of which node has which slot.
 *
 * <p>That map is looked up again when a node redirects, when reconnecting fails, from time to time, and here: when a node does not answer,
 * since a replica may have taken its place. One look-up at a time, and at most two in a second.
 */
final class ClusterConnector implements Connector {

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final RedisClusterClient client;
    private final Runnable closeIt;
    private final AtomicBoolean isLooking = new AtomicBoolean();
    private volatile long lookedNanos = System.nanoTime() - PAUSE_NANOS;

    /**
     * Connects nothing yet.
     *
     * @param closeIt what to close in the end
     */
    ClusterConnector(RedisClusterClient client, Runnable closeIt) {
        this.client = client;
        this.closeIt = closeIt;
    }

    @Override
    public Wire<byte[]> entries() {
        return Wire.of(client.connect(OwnClient.BYTES));
    }

    @Override
    public Wire<String> scripts() {
        return Wire.of(client.connect());
    }

    /** One node suffices: each hears what is published on any other. */
    @Override
    public Wire<String> messages(Messages messages) {
        return messages.subscribedOn(client.connectPubSub());
    }

    @Override
    public void unanswered() {
        long now = System.nanoTime();
        if (now - lookedNanos < PAUSE_NANOS || !isLooking.compareAndSet(false, true)) {
            return;
        }
        lookedNanos = now;
        try {
            client.refreshPartitionsAsync().whenComplete((done, failure) -> isLooking.set(false));
        } catch (RuntimeException e) {
            isLooking.set(false); // it is being closed, or knows no node yet; whoever asked goes on without
        }
    }

    @Override
    public void close() {
        closeIt.run();
    }
}
