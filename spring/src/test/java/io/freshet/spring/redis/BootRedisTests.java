package io.freshet.spring.redis;

import io.freshet.remote.Remote;
import io.freshet.spring.configure.SharedTierAutoConfiguration;
import io.freshet.spring.settings.ConfigurationMistakesException;
import io.freshet.spring.settings.FreshetProperties;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class BootRedisTests {

    private static final int TLS_HANDSHAKE = 22;
    private static final int PLAIN_COMMAND = '*';

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    SslAutoConfiguration.class, DataRedisAutoConfiguration.class, SharedTierAutoConfiguration.class))
            .withUserConfiguration(Settings.class);

    @Test
    void url_thatAsksForTls_isSpokenToByTls() throws IOException {
        assertThat(firstByte("spring.data.redis.url=rediss://cache:secret@localhost:%d/2"))
                .isEqualTo(TLS_HANDSHAKE);
        assertThat(firstByte("spring.data.redis.url=redis://cache:secret@localhost:%d/2"))
                .isEqualTo(PLAIN_COMMAND);
    }

    @Test
    void masterWithFixedReplicas_isAMistake() {
        application
                .withPropertyValues("spring.data.redis.masterreplica.nodes=one.example:6379,two.example:6379")
                .run(context -> assertThatExceptionOfType(ConfigurationMistakesException.class)
                        .isThrownBy(() -> context.getBean(SharedTier.class).open("x"))
                        .withMessageContaining("master with replicas"));
    }

    /** What comes first over a connection. */
    private int firstByte(String property) throws IOException {
        int[] first = new int[1];
        try (ServerSocket server = new ServerSocket(0)) {
            server.setSoTimeout((int) Duration.ofSeconds(30).toMillis());
            application
                    .withPropertyValues(property.formatted(server.getLocalPort()))
                    .run(context -> {
                        try (Remote remote = context.getBean(SharedTier.class).open("x");
                                Socket client = server.accept()) {
                            assertThat(remote.description()).contains("database 2");
                            first[0] = client.getInputStream().read();
                        }
                    });
        }
        return first[0];
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(FreshetProperties.class)
    static class Settings {}
}
