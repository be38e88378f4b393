package io.freshet.spring;

import io.freshet.Cache;
import io.freshet.Freshet;
import io.freshet.key.KeyTemplate;
import io.freshet.spring.observe.FreshetMeters;
import io.freshet.tag.KeyedRows;
import io.freshet.tag.Relation;
import io.freshet.testkit.server.RealPostgres;
import io.freshet.testkit.server.RealRedis;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
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

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Caches that code declares, some of them when the application works already; on PostgreSQL. */
@ExtendWith(OutputCaptureExtension.class)
class LateCacheITests {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private static final RealPostgres POSTGRES = Servers.postgres();
    private static final RealRedis REDIS = Servers.redis();

    private JdbcTemplate outside;
    private String database;

    @BeforeEach
    void createDatabase() {
        database = "late" + DATABASES.incrementAndGet();
        POSTGRES.createDatabase(database);
        outside = new JdbcTemplate(POSTGRES.dataSource(database));
        outside.execute("CREATE TABLE visit (id int PRIMARY KEY, client_id int, note text);"
                + "CREATE TABLE payment (id int); INSERT INTO visit VALUES (1, 5, ''), (2, 6, '')");
    }

    private ApplicationContextRunner application() {
        return Applications.whole(POSTGRES.jdbcUrl(database), REDIS.port()).withPropertyValues(Applications.PATIENT);
    }

    @Test
    void aCacheOfALateHour_keepsNothingUntilItsRowsAreTold_andIsMetered() throws SQLException {
        try (Connection writer = POSTGRES.dataSource(database).getConnection()) {
            application().run(context -> {
                Freshet freshet = ready(context);
                JdbcTemplate jdbc = context.getBean(JdbcTemplate.class);
                MeterRegistry meters = new SimpleMeterRegistry();
                context.getBean(FreshetMeters.class).bindTo(meters);
                writer.setAutoCommit(false);
                writer.createStatement().execute("INSERT INTO visit VALUES (3, 5, '')"); // holds the triggers up
                Cache<Integer, Integer> visits = visits(freshet);
                assertThat(count(visits, jdbc)).isEqualTo(1);
                assertThat(loads(freshet, visits, jdbc)).as("nothing is kept").isEqualTo(1);
                writer.commit();
                assertThat(count(visits, jdbc)).isEqualTo(2);
                await().atMost(PATIENCE).until(() -> loads(freshet, visits, jdbc) == 0);
                jdbc.update("UPDATE visit SET note = 'x' WHERE client_id = 5");
                jdbc.update("INSERT INTO visit VALUES (4, 6, '')");
                assertThat(loads(freshet, visits, jdbc))
                        .as("by rows and columns")
                        .isZero();
                jdbc.update("INSERT INTO visit VALUES (5, 5, '')");
                assertThat(count(visits, jdbc)).isEqualTo(3);
                outside.update("DELETE FROM visit");
                await().atMost(PATIENCE).until(() -> count(visits, jdbc) == 0);
                assertThat(meters.find("cache.size").tag("cache", "visits").gauge())
                        .isNotNull();
            });
        }
    }

    @Test
    void aCacheOfABean_isCapturedAtStart_andARelationHoldsForTriggersToo() {
        application().withUserConfiguration(Beans.class).run(context -> {
            Freshet freshet = ready(context);
            Cache<Integer, Integer> visits = context.getBean(Beans.class).visits;
            JdbcTemplate jdbc = context.getBean(JdbcTemplate.class);
            await().atMost(PATIENCE).until(() -> loads(freshet, visits, jdbc) == 0);
            jdbc.update("INSERT INTO payment VALUES (1)");
            assertThat(loads(freshet, visits, jdbc)).as("a relation").isEqualTo(1);
            assertThat(loads(freshet, visits, jdbc)).isZero();
            outside.update("DELETE FROM payment");
            await().atMost(PATIENCE).until(() -> loads(freshet, visits, jdbc) == 1);
        });
    }

    @Test
    void anUnknownTable_ofALateCache_isSaid_andOfARelation_endsTheStart(CapturedOutput output) {
        application().run(context -> {
            Freshet freshet = ready(context);
            Cache<Integer, Integer> wrong = freshet.cache("wrong:{id}", Integer.class, Integer.class)
                    .dependsOnTables("visits")
                    .build();
            await().atMost(PATIENCE).until(() -> output.getOut().contains("Cache 'wrong' keeps nothing"));
            assertThat(output.getOut()).contains("\"visit\"");
            wrong.get(1, id -> 1);
            assertThat(wrong.get(1, id -> 2)).isEqualTo(2);
        });
        application()
                .withBean(
                        "wrong",
                        Relation.class,
                        () -> Relation.ofTable("paymnt").alsoTables("visit"))
                .run(context -> assertThat(context.getStartupFailure())
                        .hasMessageContaining("paymnt")
                        .hasMessageContaining("payment"));
    }

    private static Cache<Integer, Integer> visits(Freshet freshet) {
        return freshet.<Integer, Integer>cache(KeyTemplate.parse("visits:{client}"), Integer.class)
                .dependsOn(List.of(KeyedRows.of("visit", Map.of("client_id", "client"), List.of("id"))))
                .build();
    }

    private static int count(Cache<Integer, Integer> visits, JdbcTemplate jdbc) {
        return Objects.requireNonNull(visits.get(
                5,
                client ->
                        jdbc.queryForObject("SELECT count(*) FROM visit WHERE client_id = ?", Integer.class, client)));
    }

    private static long loads(Freshet freshet, Cache<Integer, Integer> visits, JdbcTemplate jdbc) {
        await().atMost(PATIENCE).until(() -> freshet.status().leaseRuns());
        AtomicInteger loads = new AtomicInteger();
        visits.get(5, client -> {
            loads.incrementAndGet();
            return jdbc.queryForObject("SELECT count(*) FROM visit WHERE client_id = ?", Integer.class, client);
        });
        return loads.get();
    }

    private static Freshet ready(ApplicationContext context) {
        Freshet freshet = context.getBean(Freshet.class);
        await().atMost(PATIENCE).until(() -> freshet.status().leaseRuns());
        return freshet;
    }

    @Configuration(proxyBeanMethods = false)
    static class Beans {

        private final Cache<Integer, Integer> visits;

        Beans(Freshet freshet) {
            visits = LateCacheITests.visits(freshet);
        }

        @Bean
        static Relation payments() {
            return Relation.ofTable("payment").alsoPatterns("visits:*");
        }
    }
}
