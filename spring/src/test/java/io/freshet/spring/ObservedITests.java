package io.freshet.spring;

import io.freshet.Freshet;
import io.freshet.annotation.Cached;
import io.freshet.spring.Salon.Offer;
import io.freshet.spring.Salon.Prices;
import io.freshet.testkit.server.RealPostgres;
import io.freshet.testkit.server.RealRedis;
import jakarta.persistence.EntityManager;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Caches that declare nothing: what their loaders read is what they depend on. Real servers, two instances. */
@ExtendWith(OutputCaptureExtension.class)
class ObservedITests {

    private static final Duration BOUND = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Each way of reading, with writes that change what it answers. */
    private static final Map<String, List<String>> READS = Map.of(
            "join", List.of("UPDATE offered_service SET price = price + 1", "INSERT INTO booking VALUES (1, 1)"),
            "view", List.of("UPDATE offered_service SET price = price + 1", "INSERT INTO booking VALUES (2, 1)"),
            "cte", List.of("INSERT INTO booking VALUES (3, 1)", "DELETE FROM booking"),
            "exists", List.of("TRUNCATE booking", "INSERT INTO booking VALUES (4, 1)"),
            "client", List.of("UPDATE offered_service SET price = price + 1"),
            "find",
                    List.of(
                            "UPDATE offered_service SET price = price + 1",
                            "INSERT INTO offer_label VALUES (1, 'another')"),
            "jpql", List.of("UPDATE offered_service SET price = price + 1"),
            "nested", List.of("UPDATE offered_service SET price = price + 1", "INSERT INTO booking VALUES (5, 1)"));

    private static final RealPostgres POSTGRES = Servers.postgres();
    private static final RealRedis REDIS = Servers.redis();

    private String database;

    @BeforeEach
    void createDatabase() {
        database = Servers.newDatabase("observed");
        sql("CREATE TABLE booking (id int, offer_id int)");
        sql("CREATE TABLE unrelated (id int)");
        sql("CREATE FUNCTION bookings() RETURNS bigint LANGUAGE sql STABLE AS 'SELECT count(*) FROM booking'");
    }

    @Test
    void aWriteFromOutside_toAnyTableThatWasRead_isSeenOnBothInstances() {
        runTwo((a, b) -> {
            for (Map.Entry<String, List<String>> read : READS.entrySet()) {
                for (String write : read.getValue()) {
                    warm(a, read.getKey());
                    warm(b, read.getKey());
                    sql(write);
                    long expected = a.past(read.getKey());
                    OutsideWrites.assertSeenWithin(
                            BOUND,
                            read.getKey() + " after " + write,
                            () -> a.read(read.getKey()) == expected && b.read(read.getKey()) == expected);
                }
            }
        });
    }

    @Test
    void aWriteOfTheApplication_isSeenAtOnceOnTheOtherInstance() {
        runTwo((a, b) -> {
            for (String kind : READS.keySet()) {
                for (int i = 0; i < 3; i++) {
                    warm(b, kind);
                    a.write(READS.get(kind).get(0));
                    assertThat(b.read(kind)).as(kind).isEqualTo(a.past(kind));
                }
            }
        });
    }

    @Test
    void aWriteToWhatWasNotRead_evictsNothing() {
        runTwo(
                (a, b) -> {
                    READS.keySet().forEach(kind -> warm(a, kind));
                    Map<String, Integer> before = Map.copyOf(a.loads());
                    a.write("INSERT INTO unrelated VALUES (1)");
                    a.write("DELETE FROM unrelated");
                    READS.keySet().forEach(a::read);
                    assertThat(a.loads()).isEqualTo(before);
                },
                Applications.PATIENT);
    }

    @Test
    void whatCannotBeTold_isNotCached_andSaidOnce(CapturedOutput output) {
        runTwo((a, b) -> {
            await().atMost(PATIENCE).until(() -> {
                a.read("function");
                return output.getOut().contains("Cache 'report' answers from the source");
            });
            for (int i = 0; i < 5; i++) {
                int before = a.loadsOf("function");
                a.read("function");
                assertThat(a.loadsOf("function")).isEqualTo(before + 1);
            }
            sql("INSERT INTO booking VALUES (9, 1)");
            assertThat(a.read("function")).isEqualTo(a.past("function"));
        });
        assertThat(output).contains("calls the function \"bookings\"");
    }

    private static void warm(Reports reports, String kind) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(10)).until(() -> {
            reports.read(kind);
            int before = reports.loadsOf(kind);
            reports.read(kind);
            return reports.loadsOf(kind) == before;
        });
    }

    private interface Use {
        void with(Reports a, Reports b) throws Exception;
    }

    private void runTwo(Use use, String... properties) {
        ApplicationContextRunner instance = instance().withPropertyValues(properties);
        instance.run(first -> {
            sql("INSERT INTO offered_service VALUES (1, 10)");
            sql(
                    "CREATE VIEW revenue AS SELECT o.id, o.price FROM offered_service o JOIN booking b ON b.offer_id = o.id");
            sql("CREATE VIEW revenue_total AS SELECT coalesce(sum(price), 0) AS total FROM revenue");
            instance.run(second -> use.with(ready(first), ready(second)));
        });
    }

    private ApplicationContextRunner instance() {
        return Applications.whole(POSTGRES.jdbcUrl(database), REDIS.port())
                .withUserConfiguration(Salon.class, Reporting.class);
    }

    private static Reports ready(ApplicationContext context) {
        Freshet freshet = context.getBean(Freshet.class);
        await().atMost(PATIENCE).until(() -> freshet.status().leaseRuns());
        return context.getBean(Reports.class);
    }

    private void sql(String text) {
        try (Connection connection = POSTGRES.dataSource(database).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(text);
        } catch (SQLException e) {
            throw new IllegalStateException(text, e);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Reporting {

        @Bean
        Reports reports(EntityManager entities, JdbcTemplate jdbc, Prices prices) {
            return new Reports(entities, jdbc, prices);
        }
    }

    /** Reads in every way, none of which declares anything. */
    static class Reports {

        private final Map<String, Integer> loads = new ConcurrentHashMap<>();
        private final EntityManager entities;
        private final JdbcTemplate jdbc;
        private final Prices prices;

        Reports(EntityManager entities, JdbcTemplate jdbc, Prices prices) {
            this.entities = entities;
            this.jdbc = jdbc;
            this.prices = prices;
        }

        @Cached(cache = "report:{kind}", ttl = "10m")
        @Transactional(readOnly = true)
        public long read(String kind) {
            loads.merge(kind, 1, Integer::sum);
            return compute(kind);
        }

        @Transactional(readOnly = true)
        public long past(String kind) {
            return kind.equals("nested") ? one("SELECT price FROM offered_service") + compute("exists") : compute(kind);
        }

        private long compute(String kind) {
            return switch (kind) {
                case "join" ->
                    one("SELECT coalesce(sum(o.price * (b.id + 1)), 0) + (SELECT sum(price) FROM offered_service)"
                            + " FROM offered_service o LEFT JOIN booking b ON b.offer_id = o.id");
                case "view" -> one("SELECT total FROM revenue_total");
                case "cte" ->
                    one("WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 3),"
                            + " b AS (SELECT * FROM booking) SELECT count(*) FROM n, b");
                case "exists" ->
                    one("SELECT count(*) FROM offered_service o"
                            + " WHERE EXISTS (SELECT 1 FROM booking b WHERE b.offer_id = o.id)");
                case "client" ->
                    JdbcClient.create(jdbc)
                            .sql("SELECT price FROM offered_service WHERE id = :id")
                            .param("id", 1)
                            .query(Long.class)
                            .single();
                case "find" -> {
                    Offer offer = entities.find(Offer.class, 1);
                    yield offer.price + 1000L * offer.labels.size();
                }
                case "jpql" ->
                    entities.createQuery("SELECT sum(o.price) FROM Salon$Offer o WHERE o.id > 0", Long.class)
                            .getSingleResult();
                case "nested" -> prices.price(1) + compute("exists");
                case "function" -> one("SELECT bookings()");
                default -> throw new IllegalArgumentException(kind);
            };
        }

        private long one(String text) {
            return Objects.requireNonNull(jdbc.queryForObject(text, Long.class));
        }

        public Map<String, Integer> loads() {
            return loads;
        }

        public int loadsOf(String kind) {
            return loads.getOrDefault(kind, 0);
        }

        @Transactional
        public void write(String text) {
            jdbc.update(text);
        }
    }
}
