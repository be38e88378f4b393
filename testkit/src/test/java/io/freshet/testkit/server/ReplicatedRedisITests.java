package io.freshet.testkit.server;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Tag("long")
class ReplicatedRedisITests {
    static List<RedisBinary> all() {
        return RedisBinary.all();
    }

    @ParameterizedTest
    @MethodSource("all")
    void loseWritesAndFailOver_acknowledgedWriteIsGone_underAnotherReplicationId(RedisBinary binary) {
        try (ReplicatedRedis redis = ReplicatedRedis.start(binary)) {
            RealRedis former = redis.master();
            String id = former.info("replication", "master_replid");
            former.ask("SET kept 1");

            redis.loseWritesAndFailOver(
                    () -> assertThat(former.ask("SET lost 1")).isEqualTo("OK"));

            assertThat(redis.replica()).isSameAs(former);
            assertThat(former.isRunning()).isFalse();
            assertThat(redis.master().ask("GET kept")).isEqualTo("1");
            assertThat(redis.master().ask("EXISTS lost")).isEqualTo("0");
            assertThat(redis.master().info("replication", "role")).isEqualTo("master");
            assertThat(redis.master().info("replication", "master_replid")).isNotEqualTo(id);
            assertThat(redis.master().info("replication", "master_replid2")).isEqualTo(id);

            redis.master().ask("SET later 1");
            redis.rejoin();
            assertThat(former.info("replication", "role")).isEqualTo("slave");
            assertThat(former.ask("GET later")).isEqualTo("1");
        }
    }

    @Test
    void loseWritesAndFailOver_writesFail_replicaFollowsAsBefore() {
        try (ReplicatedRedis redis = ReplicatedRedis.start()) {
            RealRedis master = redis.master();
            assertThatThrownBy(() -> redis.loseWritesAndFailOver(() -> {
                        throw new IllegalArgumentException("by the test");
                    }))
                    .hasMessage("by the test");
            assertThat(redis.master()).isSameAs(master);
            master.ask("SET a 1");
            redis.awaitInSync();
            assertThat(redis.replica().ask("GET a")).isEqualTo("1");
        }
    }

    @Test
    void failOver_losesNothing() {
        try (ReplicatedRedis redis = ReplicatedRedis.start()) {
            redis.master().ask("SET a 1");
            redis.failOver();
            assertThat(redis.master().ask("GET a")).isEqualTo("1");
            assertThat(redis.replica().isRunning()).isFalse();
        }
    }

    @Test
    void splitBrain_bothTakeWrites_untilOneRejoins() {
        try (ReplicatedRedis redis = ReplicatedRedis.start()) {
            redis.splitBrain();
            assertThat(redis.master().ask("SET a 1")).isEqualTo("OK");
            assertThat(redis.replica().ask("SET a 2")).isEqualTo("OK");
            redis.rejoin();
            assertThat(redis.replica().ask("GET a")).isEqualTo("1");
        }
    }

    @Test
    void restart_ofReplica_followsAgain_ofPromotedOne_doesNot() {
        try (ReplicatedRedis redis = ReplicatedRedis.start()) {
            RealRedis replica = redis.replica();
            redis.master().ask("SET a 1");
            replica.restart();
            redis.awaitInSync();
            assertThat(replica.ask("GET a")).isEqualTo("1");

            replica.promote();
            replica.restart();
            assertThat(replica.info("replication", "role")).isEqualTo("master");
            assertThatIllegalStateException().isThrownBy(replica::awaitInSync);
        }
    }

    @Test
    void killClients_ofReplica_itComesBack() {
        try (ReplicatedRedis redis = ReplicatedRedis.start()) {
            String before = redis.master().ask("CLIENT LIST TYPE replica");
            redis.master().killClients("replica");
            Await.until("the replica to come back", () -> {
                String now = redis.master().ask("CLIENT LIST TYPE replica");
                return !now.isEmpty() && !now.equals(before);
            });
        }
    }
}
