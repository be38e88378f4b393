package io.freshet.spring;

import io.freshet.Freshet;
import io.freshet.annotation.Cached;
import io.freshet.event.Outcome;
import io.freshet.testkit.server.RealCluster;
import io.freshet.testkit.server.RealRedis;
import io.freshet.testkit.server.RealSentinel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Redis of every kind that {@code spring.data.redis} can name, all real. */
class RedisKindsITests {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    @Test
    void oneServer_byUrl_withUserPasswordAndDatabase() {
        try (RealRedis redis = RealRedis.start()) {
            redis.ask("ACL SETUSER cache on >secret ~* &* +@all");
            String status = shareAndInvalidate(
                    "spring.data.redis.url=redis://cache:secret@localhost:" + redis.port() + "/3",
                    "spring.data.redis.client-name=shop",
                    "spring.data.redis.timeout=400ms",
                    "spring.data.redis.connect-timeout=2s",
                    "freshet.partitions=3");
            assertThat(status)
                    .contains("localhost:" + redis.port())
                    .contains("database 3")
                    .contains("3 partitions")
                    .doesNotContain("secret");
        }
    }

    @Test
    void oneServer_withTls_byTheCertificatesOfABundle() throws Exception {
        Path keys = TlsProxy.makeKey(directory);
        try (RealRedis redis = RealRedis.start();
                TlsProxy proxy = TlsProxy.to(redis.port(), keys)) {
            shareAndInvalidate(
                    "spring.data.redis.host=localhost",
                    "spring.data.redis.port=" + proxy.port(),
                    "spring.data.redis.ssl.bundle=redis",
                    "spring.ssl.bundle.jks.redis.truststore.location=" + keys.toUri(),
                    "spring.ssl.bundle.jks.redis.truststore.password=" + TlsProxy.PASSWORD,
                    "spring.ssl.bundle.jks.redis.truststore.type=PKCS12");
        }
    }

    @Test
    void masterThatSentinelNames() {
        try (RealSentinel sentinel = RealSentinel.start()) {
            String nodes = sentinel.sentinels().stream()
                    .map(node -> "127.0.0.1:" + node.port())
                    .collect(Collectors.joining(","));
            String status = shareAndInvalidate(
                    "spring.data.redis.sentinel.master=" + RealSentinel.MASTER_NAME,
                    "spring.data.redis.sentinel.nodes=" + nodes);
            assertThat(status).contains(RealSentinel.MASTER_NAME).doesNotContain("partitions");
        }
    }

    @Test
    void cluster_hasSixteenPartitions() {
        try (RealCluster cluster = RealCluster.start()) {
            String nodes =
                    cluster.ports().stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
            String status = shareAndInvalidate("spring.data.redis.cluster.nodes=" + nodes);
            assertThat(status).contains("Cluster").contains("16 partitions");
        }
    }

    @Test
    void oneServer_forTestAndLive_keepsThemApart() {
        try (RealRedis redis = RealRedis.start()) {
            String port = "spring.data.redis.port=" + redis.port();
            instance("live", port)
                    .run(live -> instance("test", port).run(test -> {
                        live.getBean(JdbcTemplate.class).execute(Catalog.SCHEMA);
                        test.getBean(JdbcTemplate.class).execute(Catalog.SCHEMA);
                        test.getBean(JdbcTemplate.class).execute("UPDATE price SET amount = 99");
                        Catalog here = ready(live);
                        Catalog there = ready(test);
                        await().atMost(PATIENCE).until(() -> {
                            there.price(1);
                            return redis.ask("KEYS *:e:*kind:price:*").contains("kind:price") || forget(test);
                        });

                        assertThat(here.price(1)).isEqualTo(10);
                        assertThat(there.price(1)).isEqualTo(99);
                    }));
        }
    }

    /** Two instances find each other's entries and hear of each other's writes; answers what one says of its shared tier. */
    private static String shareAndInvalidate(String... properties) {
        String[] status = new String[1];
        ApplicationContextRunner instance = instance("kinds", properties);
        instance.run(first -> {
            assertThat(first).hasNotFailed();
            first.getBean(JdbcTemplate.class).execute(Catalog.SCHEMA);
            instance.run(second -> {
                assertThat(second).hasNotFailed();
                Catalog here = ready(first);
                Catalog there = ready(second);
                await().atMost(PATIENCE).until(() -> {
                    here.price(1);
                    there.price(1);
                    return meter(second, Outcome.HIT_L2) > 0 || meter(first, Outcome.HIT_L2) > 0 || forget(first);
                });
                here.write(1, 77);
                assertThat(there.price(1)).isEqualTo(77);
                assertThat(here.price(1)).isEqualTo(77);
                status[0] = first.getBean(Freshet.class).status().remote();
            });
        });
        return Objects.requireNonNull(status[0]);
    }

    private static ApplicationContextRunner instance(String database, String... properties) {
        return Applications.jdbc()
                .withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, DataRedisAutoConfiguration.class))
                .withBean(Catalog.class)
                .withPropertyValues(
                        "spring.datasource.generate-unique-name=false",
                        "spring.datasource.url=jdbc:h2:mem:" + database + System.nanoTime(),
                        "spring.application.name=kinds",
                        "freshet.bound=3s",
                        "freshet.remote-timeout=1s")
                .withPropertyValues(properties);
    }

    private static boolean forget(ApplicationContext context) {
        context.getBean(Freshet.class).invalidateAll();
        return false;
    }

    private static Catalog ready(ApplicationContext context) {
        Freshet freshet = context.getBean(Freshet.class);
        await().atMost(PATIENCE).until(() -> freshet.status().leaseRuns());
        return context.getBean(Catalog.class);
    }

    private static long meter(ApplicationContext context, Outcome outcome) {
        return Objects.requireNonNull(context.getBean(Freshet.class).cache("kind:price"))
                .meter()
                .reads(outcome);
    }

    static class Catalog {

        static final String SCHEMA =
                "CREATE TABLE price (id INT PRIMARY KEY, amount INT); INSERT INTO price VALUES (1, 10)";

        private final JdbcTemplate jdbc;

        Catalog(JdbcTemplate jdbc) {
            this.jdbc = jdbc;
        }

        @Cached(cache = "kind:price:{id}", tables = "price", ttl = "10m")
        public int price(int id) {
            return Objects.requireNonNull(
                    jdbc.queryForObject("SELECT amount FROM price WHERE id = ?", Integer.class, id));
        }

        public void write(int id, int amount) {
            jdbc.update("UPDATE price SET amount = ? WHERE id = ?", amount, id);
        }
    }
}
