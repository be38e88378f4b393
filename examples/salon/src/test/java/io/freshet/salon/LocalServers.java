package io.freshet.salon;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import redis.embedded.RedisServer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.Map;

/** A real PostgreSQL and a real Redis of one's own, for tests and for trying the salon by hand. They end with the JVM. */
final class LocalServers {

    /** Starts them for an application. */
    static final class Initializer implements ApplicationContextInitializer<ConfigurableApplicationContext> {

        @Override
        public void initialize(ConfigurableApplicationContext application) {
            var properties = new MapPropertySource("localServers", start());
            application.getEnvironment().getPropertySources().addFirst(properties);
        }
    }

    private LocalServers() {}

    /** Starts both, and answers the properties that make the salon use them. */
    private static Map<String, Object> start() {
        try {
            var postgres = EmbeddedPostgres.start();
            var redisPort = freePort();
            RedisServer.newRedisServer()
                    .port(redisPort)
                    .setting("save \"\"")
                    .build()
                    .start();
            return Map.of(
                    "spring.datasource.url",
                    postgres.getJdbcUrl("postgres", "postgres"),
                    "spring.data.redis.port",
                    redisPort);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
