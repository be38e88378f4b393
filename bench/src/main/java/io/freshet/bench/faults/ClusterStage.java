package io.freshet.bench.faults;

import io.freshet.testkit.server.RealCluster;
import io.freshet.testkit.server.RealPostgres;
import io.freshet.testkit.server.RealRedis;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** Three masters with a replica each: the partitions of the sequence lie on all of them. */
final class ClusterStage extends Stage {

    private static final int SOME_SLOT = 1_000;
    private static final int PARTITIONS = 16;
    private static final int SLOTS = 16_384;
    private static final int MOVED_SLOTS = 100;
    private static final long PAUSE_MILLIS = 3_000;

    private final RealCluster redis;
    private final Fleet fleet;

    ClusterStage(Duration bound) {
        super(bound);
        RealPostgres postgres = opened(RealPostgres.start());
        redis = opened(RealCluster.builder().withReplicas().start());
        String schema = prepare(postgres.dataSource(RealPostgres.DATABASE));
        fleet = started(
                index -> redis.uris(),
                Urls.of(postgres.jdbcUrl(RealPostgres.DATABASE)),
                schema,
                postgres.dataSource(RealPostgres.DATABASE));
    }

    @Override
    Fleet fleet() {
        return fleet;
    }

    @Override
    List<Fault> faults() {
        return List.of(
                new Fault("cluster: a master killed", this::killMaster),
                new Fault("cluster: a node paused", this::pauseNode),
                new Fault("cluster: slots moved under load", this::moveSlots),
                new Fault("cluster: a node emptied", this::flushNode));
    }

    private void killMaster() {
        RealRedis dead = redis.killMasterOf(SOME_SLOT);
        redis.awaitFailover(SOME_SLOT);
        redis.restartAsReplica(dead);
    }

    /** Shorter than the cluster's patience: nobody fails over. */
    private void pauseNode() {
        RealRedis node = redis.masterOf(SLOTS - SOME_SLOT);
        node.pause();
        Pause.of(PAUSE_MILLIS / 4);
        node.resume();
    }

    /** All slots of the sequence that one node has, and some others, while everybody reads and writes. */
    private void moveSlots() {
        RealRedis from = redis.masterOf(SOME_SLOT);
        RealRedis to = redis.masterOf(SLOTS - 1);
        IntStream sequence =
                IntStream.range(0, PARTITIONS).map(i -> RealCluster.slotOf("{" + i + "/" + PARTITIONS + "}"));
        IntStream others = IntStream.range(0, MOVED_SLOTS);
        IntStream.concat(sequence, others)
                .filter(slot -> redis.masterOf(slot) == from)
                .forEach(slot -> redis.moveSlot(slot, to));
    }

    private void flushNode() {
        redis.masterOf(SOME_SLOT).ask("FLUSHALL");
        Pause.of(PAUSE_MILLIS / 3);
    }
}
