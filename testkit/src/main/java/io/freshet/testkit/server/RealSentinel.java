package io.freshet.testkit.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A Redis master with one replica, watched by one or three real sentinels, which fail over by themselves.
 *
 * <p>From version 7.0 on, a former master is demoted about a second after it has come back. Before, sentinels look for such a one every
 * ten seconds and wait for eight, which no setting shortens.
 *
 * <p>Thread-safe. Methods block until what they name has happened, 60 seconds at most.
 */
public final class RealSentinel implements AutoCloseable {
    /** The name under which the sentinels know the master. */
    public static final String MASTER_NAME = "freshet";

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String SHORT_PERIODS = "info-period 500 publish-period 200";

    private final List<RealRedis> servers;
    private final List<RealRedis> sentinels;
    private volatile RealRedis master;

    private RealSentinel(List<RealRedis> servers, List<RealRedis> sentinels) {
        this.servers = servers;
        this.sentinels = sentinels;
        this.master = servers.get(0);
    }

    /** Starts a master, a replica and three sentinels with short times. */
    public static RealSentinel start() {
        return builder().start();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Returns the port that the sentinels name at this moment; where they differ, that of the first which answers. */
    public int masterPort() {
        for (RealRedis sentinel : sentinels) {
            if (sentinel.isAnswering()) {
                return masterPortBy(sentinel);
            }
        }
        throw new ServerException("No sentinel answers");
    }

    /** Returns the master as of the start, the last {@link #awaitFailover()} or the last {@link #awaitOneMaster()}. */
    public RealRedis master() {
        return master;
    }

    /** Returns the server that is not {@link #master()}. */
    public RealRedis replica() {
        return otherThan(master);
    }

    /** Returns the sentinels; a test may pause, kill and restart them. */
    public List<RealRedis> sentinels() {
        return sentinels;
    }

    /** Returns {@code redis-sentinel://127.0.0.1:<port>,127.0.0.1:<port>...#<master name>}. */
    public String uri() {
        return sentinels.stream()
                .map(sentinel -> "127.0.0.1:" + sentinel.port())
                .collect(Collectors.joining(",", "redis-sentinel://", "#" + MASTER_NAME));
    }

    /** Kills the master (SIGKILL), without waiting for the failover. */
    public void killMaster() {
        master.kill();
    }

    /**
     * Waits until all sentinels that answer name the other server as master and it is one; the cause is the test's (a killed or paused
     * master).
     *
     * @return the new master
     */
    public RealRedis awaitFailover() {
        RealRedis next = replica();
        Await.until("the failover to port " + next.port(), LIMIT, () -> agreeOn(next) && isMaster(next));
        master = next;
        return next;
    }

    /** Starts the former master again, which is a master until the sentinels find it, and waits until they have made it a replica. */
    public void restartFormerMaster() {
        replica().restart();
        awaitOneMaster();
    }

    /**
     * Waits until all sentinels that answer name the same master and the other server is its replica, in sync, as after a pause that made
     * them fail over. On a machine that is short of time, sentinels may fail over once more meanwhile; {@link #master()} is right after it.
     *
     * @return the master
     */
    public RealRedis awaitOneMaster() {
        Await.until("one master and its replica", LIMIT, () -> servers.stream().anyMatch(this::leadsAll));
        return master;
    }

    private boolean leadsAll(RealRedis server) {
        RealRedis other = otherThan(server);
        if (agreeOn(server) && isMaster(server) && isInSync(other, server.port())) {
            master = server;
            return true;
        }
        return false;
    }

    private RealRedis otherThan(RealRedis server) {
        return servers.get(0) == server ? servers.get(1) : servers.get(0);
    }

    @Override
    public void close() {
        sentinels.forEach(RealRedis::close);
        servers.forEach(RealRedis::close);
    }

    private boolean agreeOn(RealRedis server) {
        return sentinels.stream()
                .filter(RealRedis::isAnswering)
                .allMatch(sentinel -> masterPortBy(sentinel) == server.port());
    }

    private static int masterPortBy(RealRedis sentinel) {
        String address = sentinel.ask("SENTINEL get-master-addr-by-name " + MASTER_NAME);
        return Integer.parseInt(address.lines().skip(1).findFirst().orElse("0"));
    }

    private static boolean isMaster(RealRedis server) {
        return server.info("replication", "role").equals("master");
    }

    private static boolean isInSync(RealRedis server, int masterPort) {
        return server.info("replication", "master_port").equals(Integer.toString(masterPort))
                && server.info("replication", "master_link_status").equals("up");
    }

    private void hurry() {
        if (master.binary().isAtLeast(7, 0)) {
            sentinels.forEach(sentinel -> sentinel.ask("SENTINEL DEBUG " + SHORT_PERIODS));
        }
    }

    private void awaitReady() {
        Await.until(
                "sentinels that know each other",
                LIMIT,
                () -> sentinels.stream().allMatch(sentinel -> knows(sentinel, sentinels.size() - 1)));
    }

    private static boolean knows(RealRedis sentinel, int others) {
        List<String> words =
                sentinel.ask("SENTINEL master " + MASTER_NAME).lines().toList();
        return words.get(words.indexOf("num-slaves") + 1).equals("1")
                && words.get(words.indexOf("num-other-sentinels") + 1).equals(Integer.toString(others))
                && words.get(words.indexOf("flags") + 1).equals("master");
    }

    /** Settings of a {@link RealSentinel}. Mutable, not thread-safe; what it starts is. */
    public static final class Builder {
        private RedisBinary binary = RedisBinary.byDefault();
        private int sentinels = 3;
        private Duration downAfter = Duration.ofSeconds(1);
        private Duration failoverTimeout = Duration.ofSeconds(2);
        private List<String> options = List.of();

        private Builder() {}

        /** Sets the executable of all five processes. */
        public Builder binary(RedisBinary value) {
            binary = value;
            return this;
        }

        /** Sets how many sentinels there are: 1 with a quorum of 1, or 3 (the default) with a quorum of 2. */
        public Builder sentinels(int value) {
            if (value != 1 && value != 3) {
                throw new IllegalArgumentException("sentinels = " + value + "; it must be 1 or 3");
            }
            sentinels = value;
            return this;
        }

        /**
         * Sets after how long a silence a sentinel takes a server for down; one second by default. With less, a machine that is
         * short of time is often taken for down.
         */
        public Builder downAfter(Duration value) {
            downAfter = value;
            return this;
        }

        /** Sets the limit of each step of a failover, and half the pause between two attempts, as after a split vote; two seconds by default. */
        public Builder failoverTimeout(Duration value) {
            failoverTimeout = value;
            return this;
        }

        /** Sets words of the command line of master and replica. */
        public Builder options(String... value) {
            options = List.of(value);
            return this;
        }

        /** Starts all processes, and waits until every sentinel knows the replica and the other sentinels. */
        public RealSentinel start() {
            List<RealRedis> servers = new ArrayList<>();
            List<RealRedis> watchers = new ArrayList<>();
            try {
                servers.add(RealRedis.start(binary, options.toArray(String[]::new)));
                servers.add(RealRedis.startReplicaOf(servers.get(0), options.toArray(String[]::new)));
                for (int i = 0; i < sentinels; i++) {
                    watchers.add(RealRedis.startSentinel(
                            binary, settings(servers.get(0).port())));
                }
                RealSentinel started = new RealSentinel(List.copyOf(servers), List.copyOf(watchers));
                started.hurry();
                started.awaitReady();
                return started;
            } catch (ServerException e) {
                watchers.forEach(RealRedis::close);
                servers.forEach(RealRedis::close);
                throw e;
            }
        }

        private List<String> settings(int masterPort) {
            int quorum = sentinels / 2 + 1;
            List<String> lines = new ArrayList<>();
            lines.add("sentinel monitor " + MASTER_NAME + " 127.0.0.1 " + masterPort + " " + quorum);
            lines.add("sentinel down-after-milliseconds " + MASTER_NAME + " " + downAfter.toMillis());
            lines.add("sentinel failover-timeout " + MASTER_NAME + " " + failoverTimeout.toMillis());
            return lines;
        }
    }
}
