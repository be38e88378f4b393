package io.freshet.testkit.server;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

@Tag("long")
class RealSentinelITests {
    @Test
    void killMaster_threeSentinelsPromoteTheReplica_andDemoteTheFormerMaster() {
        try (RealSentinel group = RealSentinel.builder()
                .binary(newest())
                .downAfter(Duration.ofSeconds(2)) // a server that is held up for a second is not down
                .start()) {
            RealRedis former = group.master();
            RealRedis replica = group.replica();
            assertThat(group.masterPort()).isEqualTo(former.port());
            assertThat(group.sentinels()).hasSize(3);
            former.ask("SET a 1");
            replica.awaitInSync();

            group.killMaster();
            assertThat(group.awaitFailover()).isSameAs(replica);
            assertThat(group.master()).isSameAs(replica);
            assertThat(group.masterPort()).isEqualTo(replica.port());
            assertThat(replica.ask("GET a")).isEqualTo("1");
            replica.ask("SET a 2");

            group.restartFormerMaster();
            // On a machine that is short of time they may have failed over once more: then it leads again, with what it
            // took over.
            assertThat(group.replica().info("replication", "role")).isEqualTo("slave");
            assertThat(former.ask("GET a")).isEqualTo("2");
        }
    }

    @Test
    void pausedMaster_oneSentinelFailsOver_withoutIt() {
        try (RealSentinel group = RealSentinel.builder()
                .sentinels(1)
                .downAfter(Duration.ofMillis(500))
                .failoverTimeout(Duration.ofSeconds(2))
                .options("--maxmemory", "10mb")
                .start()) {
            RealRedis former = group.master();
            assertThat(former.info("memory", "maxmemory")).isEqualTo("10485760");
            assertThat(group.uri())
                    .isEqualTo(
                            "redis-sentinel://127.0.0.1:%d#freshet",
                            group.sentinels().get(0).port());
            former.pause();
            assertThat(group.awaitFailover()).isNotSameAs(former);
            former.resume();
            assertThat(former.info("replication", "role")).isEqualTo("master");
        }
    }

    @Test
    void sentinels_two_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RealSentinel.builder().sentinels(2))
                .withMessageContaining("1 or 3");
    }

    /** The carried one takes 20 seconds for a demotion. */
    private static RedisBinary newest() {
        return RedisBinary.all().stream()
                .filter(binary -> binary.isAtLeast(7, 0))
                .findFirst()
                .orElseGet(RedisBinary::byDefault);
    }
}
