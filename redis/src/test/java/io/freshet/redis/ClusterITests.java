package io.freshet.redis;

import io.freshet.check.Checkup;
import io.freshet.check.Finding;
import io.freshet.check.Severity;
import io.freshet.redis.check.RedisTopic;
import io.freshet.remote.Sequencer.Head;
import io.freshet.remote.Sequencer.Nudge;
import io.freshet.remote.Sequencer.Poll;
import io.freshet.remote.Sequencer.PollRequest;
import io.freshet.testkit.server.RealCluster;
import io.freshet.testkit.server.RealRedis;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

import static io.freshet.redis.Bench.failure;
import static io.freshet.redis.Bench.now;
import static io.freshet.redis.Bench.soon;
import static io.freshet.redis.ClusterServer.PARTITIONS;
import static io.freshet.redis.ClusterServer.slotOf;
import static org.assertj.core.api.Assertions.assertThat;

/** Nodes of a cluster come and go, and slots move. */
@Tag("long")
class ClusterITests {

    private static final Duration COMMAND_TIMEOUT = Duration.ofSeconds(2);

    private static ClusterServer server;
    private final List<Nudge> heard = new CopyOnWriteArrayList<>();
    private Bench bench;

    @BeforeAll
    static void startCluster() {
        server = new ClusterServer(RealCluster.builder().binary(Bench.newestServer()));
    }

    @AfterAll
    static void stopCluster() {
        server.close();
    }

    @BeforeEach
    void open() {
        server.emptied();
        bench = Bench.of(Bench.settings(PARTITIONS).cluster(server.uris()).commandTimeout(COMMAND_TIMEOUT));
        partitions().forEach(i -> bench.at(i).awaitServing());
        bench.sequencer().onNudge(heard::add);
        bench.awaitHeard(heard);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private static List<Integer> partitions() {
        return IntStream.range(0, PARTITIONS).boxed().toList();
    }

    private static List<Integer> partitionsOn(RealRedis node) {
        return partitions().stream().filter(i -> server.masterOf(i) == node).toList();
    }

    private CompletionStage<Poll> poll(int partition) {
        return bench.at(partition).sequencer().poll(new PollRequest("a", 0, 50, false));
    }

    private static void await(CompletionStage<?> stage) {
        soon().until(() -> stage.toCompletableFuture().isDone());
    }

    @Test
    void masters_areAllAsked_andTheStateIsTold() throws InterruptedException {
        List<Finding> findings = new Checkup(bench.remote.checks(), Duration.ofSeconds(20)).run();
        assertThat(findings)
                .noneMatch(finding -> finding.found().contains("nknown"))
                .noneMatch(finding -> finding.found().contains("not be checked"));
        assertThat(findings)
                .filteredOn(finding -> finding.id().equals(RedisTopic.CLUSTER.id()))
                .singleElement()
                .returns(Severity.OK, Finding::severity)
                .satisfies(finding -> assertThat(finding.found()).contains("3 masters with slots"));
        assertThat(findings)
                .filteredOn(finding -> finding.id().equals(RedisTopic.VERSION.id()))
                .singleElement()
                .satisfies(finding -> partitions().stream()
                        .map(server::masterOf)
                        .forEach(master -> assertThat(finding.found()).contains(":" + master.port() + ": ")));
    }

    @Test
    void pollsOfAllPartitions_areUnderWayTogether() {
        List<RealRedis> masters =
                partitions().stream().map(server::masterOf).distinct().toList();
        masters.forEach(RealRedis::pause);
        List<CompletionStage<Poll>> polls =
                partitions().stream().map(this::poll).toList();
        masters.forEach(RealRedis::resume);

        assertThat(masters).hasSize(3);
        assertThat(polls).allMatch(poll -> now(poll).certified());
    }

    @Test
    void nodeThatIsPaused_slowsNoOtherPartition_andItsOwnFailInTime() {
        RealRedis paused = server.masterOf(0);
        List<Integer> own = partitionsOn(paused);
        List<Integer> others =
                partitions().stream().filter(i -> !own.contains(i)).toList();
        paused.pause();
        try {
            long began = System.nanoTime();
            for (int round = 0;
                    System.nanoTime() - began < Duration.ofSeconds(3).toNanos();
                    round++) {
                CompletionStage<Poll> lost = poll(own.get(round % own.size()));
                Poll poll = now(poll(others.get(round % others.size())));
                assertThat(poll.certified()).isTrue();
                await(lost);
            }
            server.cluster()
                    .awaitFailover(
                            slotOf(0)); // or the replica might take its place later, in the middle of the next test
        } finally {
            paused.resume();
        }
        server.cluster().awaitFailover(slotOf(0));
        own.forEach(i -> bench.at(i).awaitServing());
        bench.awaitHeard(heard);
    }

    @Test
    void masterThatIsKilled_isFollowedByItsReplica_withTheNumbersThatItKnew() {
        RealRedis master = server.masterOf(0);
        List<Integer> own = partitionsOn(master);
        Head before = bench.head();

        master.kill();
        assertThat(failure(poll(0))).contains("Redis Cluster at 127.0.0.1:");
        server.cluster().awaitFailover(slotOf(0));

        own.forEach(i -> bench.at(i).awaitServing());
        assertThat(bench.head().lineage()).isEqualTo(before.lineage() + 1);
        assertThat(bench.head().serverId()).isNotEqualTo(before.serverId());
        assertThat(partitions()).allMatch(i -> bench.at(i).isCertified());
        bench.awaitHeard(heard);
        server.cluster().restartAsReplica(master);
        assertThat(bench.isCertified()).isTrue();
    }

    @Test
    void slotThatMoves_isNotCertifiedElsewhere_andServesAgainAfterItsRecovery() {
        long seq = bench.bump("x").seq();
        String before = bench.head().serverId();

        server.cluster().moveSlot(slotOf(0), server.masterOf(otherNodesPartition()));

        soon().ignoreExceptions().until(() -> !bench.head().serverId().equals(before));
        assertThat(bench.poll().certified()).isFalse();
        assertThat(bench.head().top()).isEqualTo(seq);
        assertThat(bench.at(otherNodesPartition()).isCertified()).isTrue();
        bench.awaitServing();
        assertThat(bench.validate("x")).containsExactly(seq);
        bench.awaitHeard(heard);
    }

    private static int otherNodesPartition() {
        return partitions().stream()
                .filter(i -> server.masterOf(i) != server.masterOf(0))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void slotOnItsWay_failsAsLongAsItTakes_andHealsByItself() {
        RealRedis from = server.masterOf(0);
        RealRedis to = server.masterOf(otherNodesPartition());
        int slot = slotOf(0);
        to.ask("CLUSTER SETSLOT " + slot + " IMPORTING " + from.ask("CLUSTER MYID"));
        from.ask("CLUSTER SETSLOT " + slot + " MIGRATING " + to.ask("CLUSTER MYID"));
        from.ask("MIGRATE 127.0.0.1 " + to.port() + " f:test:{0/16}z 0 8000");

        assertThat(failure(poll(0))).contains("TRYAGAIN");

        server.cluster().moveSlot(slot, to);
        bench.awaitServing();
    }

    @Test
    void clientOfTheApplication_isUsedAndLeftOpen() {
        RedisClusterClient client = RedisClusterClient.create(server.uris()[0]);
        client.setOptions(ClusterClientOptions.builder()
                .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                .timeoutOptions(TimeoutOptions.enabled(COMMAND_TIMEOUT))
                .build());
        try {
            Bench given = Bench.of(RedisRemote.builder().client(client, false).namespace(Bench.NAMESPACE));
            assertThat(given.remote.partitions().count()).isEqualTo(PARTITIONS);
            assertThat(given.isCertified()).isTrue();
            given.close();

            assertThat(client.connect().sync().ping()).isEqualTo("PONG");
        } finally {
            client.shutdown();
        }
    }
}
