package io.freshet.redis;

import io.freshet.redis.check.AskedTier.SentinelView;

import java.util.List;

/** Opens connections of one kind: to a server, to the master that Sentinel names, to a cluster. Thread-safe. */
interface Connector extends AutoCloseable {

    /** A connection for entries; blocks until it is open. */
    Wire<byte[]> entries();

    /** A connection for scripts; blocks until it is open. */
    Wire<String> scripts();

    /** A connection that is subscribed to channels; blocks until it is. */
    Wire<String> messages(Messages messages);

    /** Asks each sentinel who is master, blocking; empty if there are none. */
    default List<SentinelView> sentinels() {
        return List.of();
    }

    /** Something went unanswered: looks, without waiting, whether servers have changed their parts. */
    void unanswered();

    /** Closes the client if it is ours; blocks for two seconds at the most. */
    @Override
    void close();
}
