package io.freshet.testkit.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A real Redis Cluster on 127.0.0.1, with or without a replica for each master, which fails over by itself.
 *
 * <p>A slot that nobody serves does not stop the others ({@code cluster-require-full-coverage no}), and no replica changes its master on
 * its own account.
 *
 * <p>Thread-safe, but one {@link #moveSlot} at a time. Methods block until what they name has happened, 60 seconds at most.
 */
public final class RealCluster implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final List<RealRedis> nodes;

    private RealCluster(List<RealRedis> nodes) {
        this.nodes = List.copyOf(nodes);
    }

    /** Starts three masters without replicas. */
    public static RealCluster start() {
        return builder().start();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Returns the slot of a key, from 0 to 16383; only what stands in braces counts, if there is such a part. */
    public static int slotOf(String key) {
        return ClusterSlots.of(key);
    }

    /** Returns all nodes: those that were masters at the start, then those that were their replicas, in the same order. */
    public List<RealRedis> nodes() {
        return nodes;
    }

    /** Returns the ports of all nodes. */
    public List<Integer> ports() {
        return nodes.stream().map(RealRedis::port).toList();
    }

    /** Returns {@code redis://127.0.0.1:<port>} of all nodes. */
    public List<String> uris() {
        return nodes.stream().map(RealRedis::uri).toList();
    }

    /**
     * Returns the master of a slot in the view of the first node that answers.
     *
     * @throws ServerException if nobody has the slot
     */
    public RealRedis masterOf(int slot) {
        return node(ports(answering().get(0), slot).stream()
                .findFirst()
                .orElseThrow(() -> new ServerException("Nobody has slot " + slot)));
    }

    /** Kills the master of a slot (SIGKILL), without waiting for the failover; returns it. */
    public RealRedis killMasterOf(int slot) {
        RealRedis master = masterOf(slot);
        master.kill();
        return master;
    }

    /**
     * Waits until all nodes that answer agree that one of them is the master of a slot and that the cluster is well; for after its master
     * was killed or paused.
     *
     * @return the new master
     */
    public RealRedis awaitFailover(int slot) {
        Await.until("a master of slot " + slot, LIMIT, () -> {
            List<RealRedis> live = answering();
            List<Integer> masters = live.stream()
                    .flatMap(node -> ports(node, slot).stream().limit(1))
                    .toList();
            return masters.size() == live.size()
                    && masters.stream().distinct().count() == 1
                    && live.contains(node(masters.get(0)))
                    && node(masters.get(0)).info("replication", "role").equals("master")
                    && live.stream().allMatch(RealCluster::isWell);
        });
        return masterOf(slot);
    }

    /** Starts a killed node again and waits until it is a replica in sync of the node that has taken its place. */
    public void restartAsReplica(RealRedis node) {
        node.restart();
        Await.until(
                "the return of port " + node.port(),
                LIMIT,
                () -> node.info("replication", "master_link_status").equals("up"));
    }

    /**
     * Moves a slot with all its keys to another master, as operators do it, while clients go on: they are sent on by {@code ASK} as long
     * as it lasts, and by {@code MOVED} afterwards.
     */
    public void moveSlot(int slot, RealRedis to) {
        RealRedis from = masterOf(slot);
        if (from != to) {
            SlotMove.run(slot, from, to, answering());
            Await.until(
                    "slot " + slot + " at port " + to.port(),
                    LIMIT,
                    () -> answering().stream()
                            .allMatch(node -> ports(node, slot).indexOf(to.port()) == 0));
        }
    }

    @Override
    public void close() {
        nodes.forEach(RealRedis::close);
    }

    private List<RealRedis> answering() {
        List<RealRedis> live = nodes.stream().filter(RealRedis::isAnswering).toList();
        if (live.isEmpty()) {
            throw new ServerException("No node of the cluster answers");
        }
        return live;
    }

    private RealRedis node(int port) {
        return nodes.stream()
                .filter(node -> node.port() == port)
                .findFirst()
                .orElseThrow(() -> new ServerException("No node of this cluster has port " + port));
    }

    private static List<Integer> ports(RealRedis node, int slot) {
        return ClusterSlots.ports((List<?>) Objects.requireNonNull(node.call(List.of("CLUSTER", "SLOTS"))), slot);
    }

    private static boolean isWell(RealRedis node) {
        return node.ask("CLUSTER INFO").contains("cluster_state:ok");
    }

    static String idOf(RealRedis node) {
        return node.ask("CLUSTER MYID");
    }

    /** Makes one cluster of nodes that know nothing of each other yet. */
    private void form(int masters) {
        for (int i = 0; i < nodes.size(); i++) {
            nodes.get(i).ask("CLUSTER SET-CONFIG-EPOCH " + (i + 1));
        }
        for (int i = 0; i < masters; i++) {
            nodes.get(i).call(addSlots(i, masters));
        }
        nodes.forEach(node -> nodes.get(0).ask("CLUSTER MEET 127.0.0.1 " + node.port()));
        Await.until("nodes that know each other", LIMIT, () -> nodes.stream().allMatch(this::knowsAll));
        for (int i = masters; i < nodes.size(); i++) {
            nodes.get(i).ask("CLUSTER REPLICATE " + idOf(nodes.get(i - masters)));
        }
        Await.until(
                "a cluster that is well",
                LIMIT,
                () -> nodes.stream().allMatch(node -> isWell(node) && seesAllIn(node, masters)));
        nodes.subList(masters, nodes.size()).forEach(RealCluster::awaitLink);
    }

    private static List<String> addSlots(int master, int masters) {
        return Stream.concat(
                        Stream.of("CLUSTER", "ADDSLOTS"),
                        ClusterSlots.of(master, masters).mapToObj(Integer::toString))
                .toList();
    }

    private boolean knowsAll(RealRedis node) {
        String known = node.ask("CLUSTER NODES");
        return known.lines().count() == nodes.size() && !known.contains("handshake");
    }

    private boolean seesAllIn(RealRedis node, int masters) {
        int nodesOfEach = nodes.size() / masters;
        return Stream.iterate(0, i -> i < masters, i -> i + 1)
                .allMatch(i -> ports(node, ClusterSlots.COUNT * i / masters).size() == nodesOfEach);
    }

    private static void awaitLink(RealRedis replica) {
        Await.until(
                "the replica on port " + replica.port(),
                () -> replica.info("replication", "master_link_status").equals("up"));
    }

    /** Settings of a {@link RealCluster}. Mutable, not thread-safe; what it starts is. */
    public static final class Builder {
        private RedisBinary binary = RedisBinary.byDefault();
        private int masters = 3;
        private boolean replicas;
        private Duration nodeTimeout = Duration.ofSeconds(1);
        private List<String> options = List.of();

        private Builder() {}

        /** Sets the executable of all nodes. */
        public Builder binary(RedisBinary value) {
            binary = value;
            return this;
        }

        /** Sets the number of masters, three by default. With fewer, none can fail over: more than half of them must be alive. */
        public Builder masters(int value) {
            if (value < 1) {
                throw new IllegalArgumentException("masters = " + value + "; it must be 1 or more");
            }
            masters = value;
            return this;
        }

        /** Gives each master a replica. */
        public Builder withReplicas() {
            replicas = true;
            return this;
        }

        /** Sets after how long a silence a node is taken for down; one second by default. */
        public Builder nodeTimeout(Duration value) {
            nodeTimeout = value;
            return this;
        }

        /** Sets words of the command line of all nodes. */
        public Builder options(String... value) {
            options = List.of(value);
            return this;
        }

        /** Starts all nodes, and waits until each knows all others and every slot has its master and replica. */
        public RealCluster start() {
            List<RealRedis> nodes = new ArrayList<>();
            try {
                for (int i = 0; i < (replicas ? 2 * masters : masters); i++) {
                    nodes.add(RealRedis.start(binary, Ports.freeWithClusterBus(), words()));
                }
                RealCluster cluster = new RealCluster(nodes);
                cluster.form(masters);
                return cluster;
            } catch (ServerException e) {
                nodes.forEach(RealRedis::close);
                throw e;
            }
        }

        private String[] words() {
            List<String> words = new ArrayList<>(List.of("--cluster-enabled", "yes"));
            words.addAll(List.of("--cluster-announce-ip", "127.0.0.1"));
            words.addAll(List.of("--cluster-node-timeout", Long.toString(nodeTimeout.toMillis())));
            words.addAll(List.of("--cluster-require-full-coverage", "no"));
            words.addAll(List.of("--cluster-allow-replica-migration", "no"));
            words.addAll(List.of("--cluster-replica-validity-factor", "0"));
            words.addAll(options);
            return words.toArray(String[]::new);
        }
    }
}
