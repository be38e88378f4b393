package io.freshet.redis;

import io.freshet.testkit.contract.Server;
import io.freshet.testkit.server.RealCluster;
import io.freshet.testkit.server.RealRedis;

import java.time.Duration;

/** A Redis Cluster that keeps its data, as the compatibility kit ill-treats it: always the node of the last of sixteen partitions. */
final class ClusterServer implements Server, AutoCloseable {

    static final int PARTITIONS = 16;

    private final RealCluster cluster;

    ClusterServer(RealCluster.Builder builder) {
        cluster = builder.withReplicas()
                .nodeTimeout(Duration.ofSeconds(2)) // a node that is held up for a second has not failed
                .options("--appendonly", "yes", "--appendfsync", "everysec")
                .start();
    }

    RealCluster cluster() {
        return cluster;
    }

    String[] uris() {
        return cluster.uris().toArray(String[]::new);
    }

    /** The slot of a partition. */
    static int slotOf(int partition) {
        return RealCluster.slotOf(new RedisKeys(Bench.NAMESPACE, 0)
                .sequence(partition, PARTITIONS)
                .numbers());
    }

    RealRedis masterOf(int partition) {
        return cluster.masterOf(slotOf(partition));
    }

    RealRedis replicaOf(RealRedis master) {
        return cluster.nodes().stream()
                .filter(node -> node.info("replication", "master_port").equals(Integer.toString(master.port())))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void emptied() {
        cluster.nodes().stream()
                .filter(node -> node.info("replication", "role").equals("master"))
                .forEach(node -> node.ask("FLUSHALL"));
    }

    @Override
    public void restartedKeepingData() {
        masterOf(PARTITIONS - 1).restart();
    }

    @Override
    public void promotedFromOlderImage(Runnable lostWrites) {
        RealRedis master = masterOf(PARTITIONS - 1);
        RealRedis replica = replicaOf(master);
        Bench.soon()
                .until(() -> replica.info("replication", "slave_repl_offset")
                        .equals(master.info("replication", "master_repl_offset")));
        replica.pause();
        try {
            master.killClients("replica");
            lostWrites.run();
            master.kill();
        } finally {
            replica.resume();
        }
        cluster.awaitFailover(slotOf(PARTITIONS - 1));
        cluster.restartAsReplica(master);
    }

    @Override
    public void close() {
        cluster.close();
    }
}
