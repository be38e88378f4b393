package io.freshet.redis;

import io.lettuce.core.RedisClient;
import org.junit.jupiter.api.Test;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class RedisRemoteBuilderTests {

    @Test
    void mistakes_areToldAllAtOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RedisRemote.builder()
                        .namespace("f:{1}:")
                        .commandTimeout(Duration.ZERO)
                        .connectTimeout(Duration.ZERO)
                        .partitions(0)
                        .tagLimit(10)
                        .build())
                .withMessageContainingAll(
                        "uri", "namespace", "commandTimeout", "connectTimeout", "partitions", "tagLimit");
    }

    @Test
    void clientThatLetsCommandsWait_isRefused() {
        RedisClient client = RedisClient.create("redis://127.0.0.1:1");
        try {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> RedisRemote.builder()
                            .client(client, false)
                            .namespace("f:test:")
                            .build())
                    .withMessageContaining("REJECT_COMMANDS");
        } finally {
            client.shutdown();
        }
    }

    @Test
    void description_hasNoSecrets() {
        try (RedisRemote remote = RedisRemote.builder()
                .uri("redis://somebody:hush@127.0.0.1:1/3")
                .namespace("f:test:")
                .build()) {
            assertThat(remote.description()).isEqualTo("Redis at 127.0.0.1:1, database 3, keys f:test:*");
        }
    }

    @Test
    void serverAndCluster_areNotNamedBoth() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RedisRemote.builder()
                        .uri("redis://127.0.0.1:1")
                        .cluster("redis://127.0.0.1:2")
                        .namespace("f:test:")
                        .build())
                .withMessageContaining("keep one of");
    }

    @Test
    void clusterOfSentinelsOrDatabases_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RedisRemote.builder()
                        .cluster("redis://127.0.0.1:1/3")
                        .namespace("f:test:")
                        .build())
                .withMessageContaining("database other than 0");
    }

    @Test
    void sentinels_areDescribed_withTheNameOfTheMaster() {
        try (RedisRemote remote = RedisRemote.builder()
                .uri("redis-sentinel://hush@127.0.0.1:1,127.0.0.1:2/3#salon")
                .namespace("f:test:")
                .build()) {
            assertThat(remote.description())
                    .isEqualTo("Redis at salon of the sentinels 127.0.0.1:1, 127.0.0.1:2, database 3, keys f:test:*");
            assertThat(remote.partitions().count()).isEqualTo(1);
        }
    }

    @Test
    void cluster_hasSixteenPartitions_unlessSaidOtherwise() {
        RedisRemote.Builder builder = RedisRemote.builder()
                .cluster("redis://127.0.0.1:1", "redis://127.0.0.1:2")
                .namespace("f:test:");
        try (RedisRemote remote = builder.build();
                RedisRemote smaller = builder.partitions(4).build()) {
            assertThat(remote.description())
                    .isEqualTo("Redis Cluster at 127.0.0.1:1, 127.0.0.1:2, 16 partitions, keys f:test:*");
            assertThat(smaller.partitions().count()).isEqualTo(4);
        }
    }
}
