package io.freshet.bench.capture;

import io.freshet.Freshet;
import io.freshet.FreshetBuilder;
import io.freshet.bench.backend.Backend;
import io.freshet.bench.system.Servers;
import io.freshet.capture.jdbc.CapturedDataSource;
import io.freshet.capture.jdbc.PostgresTransactionTags;
import io.freshet.capture.jdbc.StatementTransactionTags;
import io.freshet.capture.jdbc.TransactionTags;
import io.freshet.capture.log.LogOutbox;
import io.freshet.capture.log.LogSource;
import io.freshet.capture.log.PostgresLog;
import io.freshet.capture.log.ReplicationSource;
import io.freshet.capture.postgres.CaptureOptions;
import io.freshet.capture.postgres.OutboxSettings;
import io.freshet.capture.postgres.PostgresCapture;
import io.freshet.capture.postgres.PostgresOutbox;
import io.freshet.redis.RedisRemote;
import io.freshet.redis.json.JsonCodecs;
import io.freshet.remote.Remote;
import io.freshet.tag.Shapes;

import javax.sql.DataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How writes are captured, and who hears of them. */
enum CaptureSystem {
    /** Not at all: the pool as it is. */
    NONE,
    /** From the statements of this process, for this process. */
    CAPTURE,
    /** By triggers into an outbox, which the writer and a relay read, for this process. */
    TRIGGERS,
    /** As CAPTURE, into the outbox; writes of others come from the log, for this process. */
    LOG,
    /** As CAPTURE; each commit is told to Redis, and returns when the fleet, here one instance, has seen it. */
    CAPTURE_REDIS,
    /** As TRIGGERS; and likewise. */
    TRIGGERS_REDIS,
    /** As LOG; and likewise. */
    LOG_REDIS;

    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
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

    /** Whether writes past the application are seen. */
    boolean seesOthers() {
        return this == TRIGGERS || this == TRIGGERS_REDIS || readsTheLog();
    }

    /** Whether the database's log is read. */
    boolean readsTheLog() {
        return this == LOG || this == LOG_REDIS;
    }

    /** Opens one instance on a database that has the tables. */
    Application open(Servers servers, int writers) throws SQLException {
        DataSource pool = Backend.pool(servers, writers + 1);
        return switch (this) {
            case NONE -> new Application(pool, Freshet.builder().build());
            case CAPTURE -> captured(pool, StatementTransactionTags.withoutOutbox(), Freshet.builder());
            case CAPTURE_REDIS ->
                captured(
                        pool,
                        StatementTransactionTags.withoutOutbox(),
                        Freshet.builder().remote(redis(servers)));
            case TRIGGERS -> byTriggers(pool, servers, Freshet.builder());
            case LOG -> byLog(pool, servers, Freshet.builder());
            case LOG_REDIS -> byLog(pool, servers, Freshet.builder().remote(redis(servers)));
            case TRIGGERS_REDIS -> byTriggers(pool, servers, Freshet.builder().remote(redis(servers)));
        };
    }

    private Remote redis(Servers servers) {
        return RedisRemote.builder()
                .uri(servers.redisUri())
                .namespace("f:" + label() + ":")
                .build();
    }

    private static Application byTriggers(DataSource pool, Servers servers, FreshetBuilder builder)
            throws SQLException {
        try (Connection connection = DriverManager.getConnection(servers.jdbcUrl())) {
            String schema = PostgresCapture.install(connection, Accounts.TABLES, CaptureOptions.defaults())
                    .schema();
            PostgresOutbox outbox = PostgresOutbox.of(
                    () -> DriverManager.getConnection(servers.jdbcUrl()), schema, OutboxSettings.defaults());
            return captured(pool, PostgresTransactionTags.inSchema(schema), builder.outbox(outbox));
        }
    }

    private static Application byLog(DataSource pool, Servers servers, FreshetBuilder builder) {
        String url = servers.jdbcUrl();
        CaptureOptions options = CaptureOptions.defaults();
        String schema = PostgresLog.install(pool, Shapes.ofTables(Accounts.TABLES), options)
                .schema();
        LogSource source = new LogSource(
                () -> DriverManager.getConnection(url),
                ReplicationSource.of(url, null, null),
                schema,
                PostgresLog.names(pool),
                options.tenantColumn());
        LogOutbox outbox = LogOutbox.open(source, OutboxSettings.defaults());
        return captured(pool, StatementTransactionTags.intoOutbox(schema), builder.outbox(outbox));
    }

    private static Application captured(DataSource pool, TransactionTags tags, FreshetBuilder builder) {
        Freshet freshet =
                builder.instance("writer").codecs(JsonCodecs.standard()).build();
        return new Application(new CapturedDataSource(pool, tags, freshet.changes()), freshet);
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
