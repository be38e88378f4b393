package io.freshet.bench.capture;

import io.freshet.Freshet;
import io.freshet.bench.backend.Backend;
import io.freshet.bench.peer.FreshetInstance;
import io.freshet.bench.system.Servers;
import io.freshet.capture.jdbc.CapturedDataSource;
import io.freshet.capture.jdbc.PostgresTransactionTags;
import io.freshet.capture.jdbc.StatementTransactionTags;
import io.freshet.capture.postgres.CaptureOptions;
import io.freshet.capture.postgres.PostgresCapture;
import io.freshet.redis.RedisRemote;
import io.freshet.redis.json.JsonCodecs;

import javax.sql.DataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How writes are captured. */
enum CaptureSystem {
    /** Not at all: the pool as it is. */
    NONE,
    /** From the statements of this process; each commit is told to Redis. */
    CAPTURE,
    /** By triggers into an outbox, which a relay reads; each commit is told to Redis, too. */
    TRIGGERS;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the systems of these names, in this order. */
    static List<CaptureSystem> named(List<String> labels) {
        return labels.stream().map(CaptureSystem::named).toList();
    }

    static CaptureSystem named(String label) {
        return Arrays.stream(values())
                .filter(system -> system.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no system '" + label + "'; there are "
                        + Arrays.stream(values()).map(CaptureSystem::label).collect(Collectors.joining(", "))));
    }

    /** Opens one instance on a database that has the tables. */
    Application open(Servers servers, int writers) throws SQLException {
        DataSource pool = Backend.pool(servers, writers + 1);
        return switch (this) {
            case NONE -> new Application(pool, Freshet.builder().build());
            case CAPTURE -> inProcess(pool, servers);
            case TRIGGERS -> byTriggers(pool, servers);
        };
    }

    private static Application inProcess(DataSource pool, Servers servers) {
        Freshet freshet = Freshet.builder()
                .instance("writer")
                .remote(RedisRemote.builder()
                        .uri(servers.redisUri())
                        .namespace("f:capture:")
                        .build())
                .codecs(JsonCodecs.standard())
                .build();
        return new Application(
                new CapturedDataSource(pool, StatementTransactionTags.withoutOutbox(), freshet.changes()), freshet);
    }

    private static Application byTriggers(DataSource pool, Servers servers) throws SQLException {
        try (Connection connection = DriverManager.getConnection(servers.jdbcUrl())) {
            PostgresCapture.install(connection, Accounts.TABLES, CaptureOptions.defaults());
        }
        FreshetInstance instance = FreshetInstance.open(servers, "writer");
        return new Application(
                new CapturedDataSource(
                        pool,
                        PostgresTransactionTags.inSchema(instance.schema()),
                        instance.freshet().changes()),
                instance.freshet());
    }

    /**
     * A running instance.
     *
     * @param database as the application has it
     */
    record Application(DataSource database, Freshet freshet) implements AutoCloseable {

        @Override
        public void close() {
            freshet.close();
        }
    }
}
