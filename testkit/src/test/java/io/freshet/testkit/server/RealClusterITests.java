package io.freshet.testkit.server;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Tag("long")
class RealClusterITests {
    private static RealCluster cluster;

    @BeforeAll
    static void startCluster() {
        cluster = RealCluster.builder()
                .withReplicas()
                .nodeTimeout(Duration.ofSeconds(2)) // a node that is held up for a second has not failed
                .start();
    }

    @AfterAll
    static void endCluster() {
        cluster.close();
    }

    @Test
    void start_allSlotsHaveMasters_eachWithItsReplica() {
        assertThat(cluster.ports()).hasSize(6).doesNotHaveDuplicates();
        assertThat(cluster.uris())
                .contains("redis://127.0.0.1:" + cluster.ports().get(5));
        for (RealRedis node : cluster.nodes()) {
            assertThat(node.ask("CLUSTER INFO"))
                    .contains("cluster_slots_ok:16384", "cluster_known_nodes:6", "cluster_size:3");
        }
        assertThat(cluster.nodes().stream()
                        .filter(node -> node.info("replication", "role").equals("slave")))
                .hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"foo", "{user}:1", "{}a", "a{b", "ü{ä}"})
    void slotOf_isWhatTheServerSays(String key) {
        String said = cluster.nodes().get(0).ask("CLUSTER KEYSLOT " + key);
        assertThat(said).isEqualTo(Integer.toString(RealCluster.slotOf(key)));
    }

    @Test
    void moveSlot_whileKeysAreWritten_allOfThemAreServedByTheOtherNode() throws Exception {
        int slot = RealCluster.slotOf("{moved}");
        RealRedis from = cluster.masterOf(slot);
        RealRedis to = cluster.masterOf((slot + ClusterSlots.COUNT / 2) % ClusterSlots.COUNT);
        for (int i = 0; i < 250; i++) {
            from.ask("SET {moved}:" + i + " " + i);
        }
        from.ask("SET \"{moved}\\xff \" bytes");

        int written = moveSlotWhileWriting(slot, to);

        assertThat(cluster.masterOf(slot)).isSameAs(to).isNotSameAs(from);
        for (int i = 0; i < 250; i++) {
            assertThat(to.ask("GET {moved}:" + i)).isEqualTo(Integer.toString(i));
        }
        assertThat(to.ask("GET \"{moved}\\xff \"")).isEqualTo("bytes");
        assertThat(to.ask("CLUSTER COUNTKEYSINSLOT " + slot)).isEqualTo(Integer.toString(251 + written));
        assertThat(from.ask("CLUSTER COUNTKEYSINSLOT " + slot)).isEqualTo("0");
        assertThatThrownBy(() -> from.ask("GET {moved}:1")).hasMessageContaining("MOVED " + slot);
    }

    private static int moveSlotWhileWriting(int slot, RealRedis to) throws Exception {
        AtomicBoolean moved = new AtomicBoolean();
        CountDownLatch writing = new CountDownLatch(5);
        ExecutorService writer = Executors.newSingleThreadExecutor();
        try {
            Future<Integer> count = writer.submit(() -> {
                int i = 0;
                for (; !moved.get(); i++) {
                    write("{moved}:new:" + i, cluster.nodes().get(0));
                    writing.countDown();
                }
                return i;
            });
            writing.await();
            cluster.moveSlot(slot, to);
            moved.set(true);
            return count.get();
        } finally {
            moved.set(true);
            writer.shutdown();
        }
    }

    /** What a cluster client does: goes where it is sent. */
    private static void write(String key, RealRedis node) throws Exception {
        try {
            node.ask("SET " + key + " 1");
        } catch (ServerException redirection) {
            String[] words =
                    redirection.getMessage().replaceAll(".*(ASK|MOVED) ", "$1 ").split("[ :]");
            RealRedis next = cluster.nodes().get(cluster.ports().indexOf(Integer.parseInt(words[3])));
            if (words[0].equals("MOVED")) {
                write(key, next);
            } else {
                writeAsking(key, next);
            }
        }
    }

    private static void writeAsking(String key, RealRedis node) throws Exception {
        try (RedisConnection connection = RedisConnection.to(node.port())) {
            connection.line("ASKING");
            connection.line("SET " + key + " 1");
        }
    }

    @Test
    void killMasterOf_itsReplicaTakesOver_andItReturnsAsReplica() {
        int slot = RealCluster.slotOf("failing");
        RealRedis former = cluster.masterOf(slot);
        former.ask("SET failing 1");
        former.ask("WAIT 1 5000");

        assertThat(cluster.killMasterOf(slot)).isSameAs(former);
        RealRedis promoted = cluster.awaitFailover(slot);
        assertThat(promoted).isNotSameAs(former).isSameAs(cluster.masterOf(slot));
        assertThat(promoted.ask("GET failing")).isEqualTo("1");

        promoted.ask("SET failing 2");
        cluster.restartAsReplica(former);
        assertThat(former.info("replication", "master_port")).isEqualTo(Integer.toString(promoted.port()));
        assertThat(cluster.masterOf(slot)).isSameAs(promoted);
    }

    @Test
    void start_twoMastersOfAnotherExecutable_withoutReplicas() {
        RedisBinary newest = RedisBinary.all().get(RedisBinary.all().size() - 1);
        try (RealCluster small = RealCluster.builder().binary(newest).masters(2).start()) {
            assertThat(small.nodes()).hasSize(2);
            assertThat(small.masterOf(0)).isNotSameAs(small.masterOf(ClusterSlots.COUNT - 1));
            small.masterOf(0).kill();
            assertThatThrownBy(() -> small.masterOf(0).ask("PING")).isInstanceOf(ServerException.class);
        }
    }
}
