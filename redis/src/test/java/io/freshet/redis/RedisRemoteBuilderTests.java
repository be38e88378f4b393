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
                        .tagLimit(10)
                        .build())
                .withMessageContainingAll("uri", "namespace", "commandTimeout", "tagLimit");
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
}
