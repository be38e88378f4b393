package io.freshet.bench.peer;

import io.freshet.Cache;
import io.freshet.bench.system.CacheUnderTest;
import io.freshet.bench.system.Servers;
import io.freshet.bench.system.SystemUnderTest;
import io.freshet.capture.jdbc.CapturedConnection;
import io.freshet.capture.jdbc.CapturedDataSource;
import io.freshet.capture.jdbc.PostgresTransactionTags;
import io.freshet.capture.postgres.CaptureOptions;
import io.freshet.capture.postgres.OutboxSettings;
import io.freshet.capture.postgres.PostgresCapture;
import io.freshet.capture.postgres.PostgresOutbox;
import io.freshet.redis.RedisRemote;
import io.freshet.redis.json.JsonCodecs;
import io.freshet.tag.Tags;

import javax.sql.DataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Freshet with its defaults: both tiers, the outbox in PostgreSQL, and writers that wait until the fleet has seen their write.
 *
 * <p>As with the other systems the writer names the key that it changes; here it does so within its transaction.
 */
final class Freshet implements SystemUnderTest {

    @Override
    public CacheUnderTest open(Servers servers, String instance) {
        try (Connection connection = DriverManager.getConnection(servers.jdbcUrl())) {
            String schema = PostgresCapture.install(connection, Set.of(), CaptureOptions.defaults())
                    .schema();
            return new Instance(servers, instance, schema);
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot install the outbox in " + servers.jdbcUrl(), e);
        }
    }

    private static final class Instance implements CacheUnderTest {

        private final String schema;
        private final io.freshet.Freshet freshet;
        private final Cache<Integer, Long> cache;

        Instance(Servers servers, String instance, String schema) {
            this.schema = schema;
            PostgresOutbox outbox = PostgresOutbox.of(
                    () -> DriverManager.getConnection(servers.jdbcUrl()), schema, OutboxSettings.defaults());
            this.freshet = io.freshet.Freshet.builder()
                    .instance(instance)
                    .remote(RedisRemote.builder()
                            .uri(servers.redisUri())
                            .namespace("f:" + outbox.systemIdentity() + ":")
                            .build())
                    .outbox(outbox)
                    .codecs(JsonCodecs.standard())
                    .build();
            this.cache = freshet.<Integer, Long>cache(CACHE + ":{id}", Integer.class, Long.class)
                    .timeToLive(TTL)
                    .build();
        }

        @Override
        public long get(int key, LongSupplier loader) {
            Long value = cache.get(key, missing -> loader.getAsLong());
            if (value == null) {
                throw new IllegalStateException("No loader answers null");
            }
            return value;
        }

        @Override
        public void write(int key, DataSource database, Write write) throws SQLException {
            DataSource captured =
                    new CapturedDataSource(database, PostgresTransactionTags.inSchema(schema), freshet.changes());
            try (Connection connection = captured.getConnection()) {
                connection.setAutoCommit(false);
                write.in(connection);
                connection
                        .unwrap(CapturedConnection.class)
                        .touch(List.of(Tags.key("", cache.keyOf(key).text())));
                connection.commit();
            }
        }

        @Override
        public void evict(int key) {
            // write(...) has done it
        }

        @Override
        public void close() {
            freshet.close();
        }
    }
}
