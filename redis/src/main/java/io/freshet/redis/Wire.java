package io.freshet.redis;

import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * An open connection, to one server or to all nodes of a cluster, and the commands that can be sent on it.
 *
 * @param isCluster whether each command goes to the node of its key, so that one that is away says nothing of the others
 * @param <V> the kind of values
 */
record Wire<V>(
        StatefulConnection<String, V> connection, RedisClusterAsyncCommands<String, V> commands, boolean isCluster) {

    static <V> Wire<V> of(StatefulRedisConnection<String, V> connection) {
        return new Wire<>(connection, connection.async(), false);
    }

    static <V> Wire<V> of(StatefulRedisClusterConnection<String, V> connection) {
        return new Wire<>(connection, connection.async(), true);
    }

    /** The commands of one node of a cluster, by its number there; of the only server, if it is empty. */
    CompletionStage<RedisClusterAsyncCommands<String, V>> node(String id) {
        return connection instanceof StatefulRedisClusterConnection<String, V> cluster && !id.isEmpty()
                ? cluster.getConnectionAsync(id).thenApply(StatefulRedisConnection::async)
                : CompletableFuture.completedStage(commands);
    }

    /** The masters that have slots, as far as is known; none but in a cluster. */
    List<RedisClusterNode> masters() {
        return connection instanceof StatefulRedisClusterConnection<String, V> cluster
                ? cluster.getPartitions().stream()
                        .filter(node -> node.getRole().isUpstream() && !node.hasNoSlots())
                        .toList()
                : List.of();
    }

    /** Whether it makes sense to send: a cluster's connection always tries, since every node has one of its own inside. */
    boolean isOpen() {
        return isCluster || connection.isOpen();
    }
}
