package io.freshet.bench.faults;

import com.zaxxer.hikari.HikariDataSource;
import io.freshet.Freshet;
import io.freshet.capture.postgres.OutboxSettings;
import io.freshet.capture.postgres.PostgresOutbox;
import io.freshet.redis.RedisRemote;
import io.freshet.redis.json.JsonCodecs;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;

/**
 * What an instance needs to start.
 *
 * @param name of the instance
 * @param redis URIs: one for a server or for sentinels, several for the nodes of a cluster
 * @param jdbcUrl of the database
 * @param schema of the outbox
 * @param bound the staleness bound
 * @param journal the file that it writes
 */
record NodeSettings(String name, List<String> redis, String jdbcUrl, String schema, Duration bound, Path journal) {

    private static final int CONNECTIONS = 6;
    private static final long PATIENCE_MILLIS = 1_000;

    List<String> arguments() {
        return List.of(
                name, String.join(",", redis), jdbcUrl, schema, Long.toString(bound.toMillis()), journal.toString());
    }

    static NodeSettings of(String[] arguments) {
        return new NodeSettings(
                arguments[0],
                List.of(arguments[1].split("(?<=\\d),(?=redis)")),
                arguments[2],
                arguments[3],
                Duration.ofMillis(Long.parseLong(arguments[4])),
                Path.of(arguments[5]));
    }

    HikariDataSource pool() {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(jdbcUrl);
        pool.setMaximumPoolSize(CONNECTIONS);
        pool.setConnectionTimeout(PATIENCE_MILLIS);
        pool.setValidationTimeout(PATIENCE_MILLIS / 2);
        pool.setInitializationFailTimeout(-1);
        return pool;
    }

    Freshet open() {
        PostgresOutbox outbox =
                PostgresOutbox.of(() -> DriverManager.getConnection(jdbcUrl), schema, OutboxSettings.defaults());
        return Freshet.builder()
                .instance(name)
                .bound(bound)
                .tenants(new Tenants())
                .remote(remote("f:" + outbox.systemIdentity() + ":"))
                .outbox(outbox)
                .codecs(JsonCodecs.standard())
                .build();
    }

    private RedisRemote remote(String namespace) {
        RedisRemote.Builder builder = RedisRemote.builder().namespace(namespace);
        return redis.size() == 1
                ? builder.uri(redis.get(0)).build()
                : builder.cluster(redis.toArray(String[]::new)).build();
    }
}
