package io.freshet.bench.peer;

import io.freshet.Freshet;
import io.freshet.bench.system.Servers;
import io.freshet.capture.postgres.CaptureOptions;
import io.freshet.capture.postgres.OutboxSettings;
import io.freshet.capture.postgres.PostgresCapture;
import io.freshet.capture.postgres.PostgresOutbox;
import io.freshet.redis.RedisRemote;
import io.freshet.redis.json.JsonCodecs;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Set;

/**
 * Freshet with its defaults: both tiers, the outbox in PostgreSQL, and writers that wait until the fleet has seen their write.
 *
 * @param schema of the outbox
 */
public record FreshetInstance(Freshet freshet, String schema) {

    /** Installs the outbox if it is not there, and starts an instance. */
    public static FreshetInstance open(Servers servers, String instance) {
        try (Connection connection = DriverManager.getConnection(servers.jdbcUrl())) {
            String schema = PostgresCapture.install(connection, Set.of(), CaptureOptions.defaults())
                    .schema();
            return new FreshetInstance(start(servers, instance, schema), schema);
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot install the outbox in " + servers.jdbcUrl(), e);
        }
    }

    private static Freshet start(Servers servers, String instance, String schema) {
        PostgresOutbox outbox = PostgresOutbox.of(
                () -> DriverManager.getConnection(servers.jdbcUrl()), schema, OutboxSettings.defaults());
        return Freshet.builder()
                .instance(instance)
                .remote(RedisRemote.builder()
                        .uri(servers.redisUri())
                        .namespace("f:" + outbox.systemIdentity() + ":")
                        .build())
                .outbox(outbox)
                .codecs(JsonCodecs.standard())
                .build();
    }
}
