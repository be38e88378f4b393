package io.freshet.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.RedisClusterClient;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Which Redis is meant, and by which client: as it is being said. Mutable and not thread-safe. */
final class Target {

    private @Nullable RedisClient client;
    private @Nullable RedisClusterClient clusterClient;
    private boolean closeClient;
    private @Nullable RedisURI uri;
    private List<RedisURI> nodes = List.of();

    void client(RedisClient given, boolean closeIt) {
        client = given;
        closeClient = closeIt;
    }

    void client(RedisClusterClient given, boolean closeIt) {
        clusterClient = given;
        closeClient = closeIt;
    }

    void server(RedisURI of) {
        uri = of;
    }

    void cluster(List<RedisURI> of) {
        nodes = List.copyOf(of);
    }

    boolean isCluster() {
        return clusterClient != null || !nodes.isEmpty();
    }

    /** The number of the logical database; 0 where only the application's client knows it. */
    int database() {
        return uri == null ? 0 : uri.getDatabase();
    }

    List<String> mistakes() {
        List<String> mistakes = new ArrayList<>();
        boolean isServer = client != null || uri != null;
        if (!isServer && !isCluster()) {
            mistakes.add("none of uri, cluster and client is set; set uri to redis://host:port");
        }
        if ((isServer && isCluster()) || (clusterClient != null && !nodes.isEmpty())) {
            mistakes.add("more than one Redis is named; keep one of uri, cluster and client");
        }
        if ((client != null && letsWait(client.getOptions()))
                || (clusterClient != null && letsWait(clusterClient.getOptions()))) {
            mistakes.add(
                    "client lets commands wait; set disconnectedBehavior to REJECT_COMMANDS and timeoutOptions to enabled in its"
                            + " options, or set uri or cluster instead of client");
        }
        if (nodes.stream().anyMatch(node -> !node.getSentinels().isEmpty() || node.getDatabase() != 0)) {
            mistakes.add("cluster names a sentinel or a database other than 0; name nodes as redis://host:port");
        }
        return mistakes;
    }

    private static boolean letsWait(ClientOptions options) {
        return options.getDisconnectedBehavior() != DisconnectedBehavior.REJECT_COMMANDS
                || !options.getTimeoutOptions().isTimeoutCommands();
    }

    Where where() {
        if (!nodes.isEmpty()) {
            return Where.ofCluster(nodes);
        }
        return uri == null ? Where.ofTheApplication() : Where.of(uri);
    }

    /** Makes a client of our own unless one was given; remembers in {@code where} why it cannot connect again. */
    Connector open(Where where, OwnClient.Settings settings) {
        if (clusterClient != null) {
            where.listen(clusterClient.getResources().eventBus());
            return new ClusterConnector(clusterClient, closeClient ? clusterClient::shutdown : () -> {});
        }
        if (client != null) {
            where.listen(client.getResources().eventBus());
            return new ServerConnector(client, uri, closeClient ? client::shutdown : () -> {});
        }
        return nodes.isEmpty() && uri != null
                ? OwnClient.toServer(uri, settings, where)
                : OwnClient.toCluster(nodes, settings, where);
    }
}
