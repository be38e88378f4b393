package io.freshet.bench.backend;

import io.freshet.testkit.server.RealRedis;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.io.IOException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Tag("long")
class RedisSocketITests {
    @Test
    void ask_everyKindOfReply_isUnderstood() throws Exception {
        try (RealRedis server = RealRedis.start();
                RedisSocket redis = RedisSocket.connect(server.port())) {
            assertThat(redis.ask("SET", "a key", "x y")).isEqualTo("OK");
            assertThat(redis.ask("GET", "a key")).isEqualTo("x y");
            assertThat(redis.ask("GET", "another")).isEmpty();
            assertThat(redis.ask("DBSIZE")).isEqualTo("1");
            assertThatThrownBy(() -> redis.ask("NONSENSE"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("unknown command");
            server.stop();
            assertThatThrownBy(() -> redis.ask("PING")).isInstanceOf(IOException.class);
        }
    }
}
