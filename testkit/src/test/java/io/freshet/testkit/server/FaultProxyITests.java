package io.freshet.testkit.server;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.SocketTimeoutException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FaultProxyITests {
    @Test
    void dropServerAnswers_redisHasIncremented_clientDoesNotKnow() throws IOException {
        try (RealRedis redis = RealRedis.start();
                FaultProxy proxy = FaultProxy.to(redis.port());
                RedisConnection client = RedisConnection.to(proxy.port())) {
            assertThat(client.line("INCR n")).isEqualTo(1L);
            proxy.dropServerAnswers();
            assertThatThrownBy(() -> client.line("INCR n")).isInstanceOf(SocketTimeoutException.class);
            assertThat(redis.ask("GET n")).isEqualTo("2");
            proxy.pass();
            assertThatThrownBy(() -> client.line("INCR n")).isInstanceOf(IOException.class);
            assertThat(redis.ask("GET n")).isEqualTo("2");
        }
    }

    @Test
    void port_overRestartOfTheServer_leadsToTheNewOne() throws IOException {
        try (RealRedis redis = RealRedis.start();
                FaultProxy proxy = FaultProxy.to(redis.port())) {
            redis.kill();
            assertThatThrownBy(() -> RedisConnection.to(proxy.port()).line("PING"))
                    .isInstanceOf(IOException.class);
            redis.restart();
            try (RedisConnection client = RedisConnection.to(proxy.port())) {
                assertThat(client.line("PING")).isEqualTo("PONG");
            }
        }
    }
}
