package io.freshet.salon;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import redis.embedded.RedisServer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.sql.SQLException;
import java.util.Map;

/**
 * A database with the demo data and a Redis of one's own, on real servers, for tests and for trying the salon by hand. They end with the JVM, which
 * has one PostgreSQL: the demo data are made once, and copied for each.
 */
final class LocalServers {

    private static final String TEMPLATE = "demo_data";

    private static @Nullable EmbeddedPostgres postgres;
    private static int databases;

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
    static Map<String, Object> start() {
        try {
            var redisPort = freePort();
            RedisServer.newRedisServer()
                    .port(redisPort)
                    .setting("save \"\"")
                    .build()
                    .start();
            return Map.of("spring.datasource.url", newDatabase(), "spring.data.redis.port", redisPort);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static synchronized String newDatabase() throws IOException {
        var server = postgres == null ? seeded() : postgres;
        postgres = server;
        var name = "salon_" + ++databases;
        execute(server, "create database " + name + " template " + TEMPLATE);
        return url(server, name);
    }

    private static EmbeddedPostgres seeded() throws IOException {
        var server = EmbeddedPostgres.start();
        execute(server, "create database " + TEMPLATE);
        Flyway.configure()
                .dataSource(url(server, TEMPLATE), "postgres", "")
                .locations("classpath:db/migration", "classpath:db/demo")
                .load()
                .migrate();
        return server;
    }

    private static void execute(EmbeddedPostgres server, String statement) {
        try (var connection = server.getPostgresDatabase().getConnection()) {
            connection.createStatement().execute(statement);
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot " + statement, e);
        }
    }

    private static String url(EmbeddedPostgres server, String database) {
        return server.getJdbcUrl("postgres", database);
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
