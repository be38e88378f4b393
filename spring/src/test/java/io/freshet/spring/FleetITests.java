package io.freshet.spring;

import com.zaxxer.hikari.HikariDataSource;
import io.freshet.Freshet;
import io.freshet.annotation.Cached;
import io.freshet.event.Outcome;
import io.freshet.spring.Salon.Prices;
import io.freshet.testkit.server.RealPostgres;
import io.freshet.testkit.server.RealRedis;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

import javax.sql.DataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Two instances on one PostgreSQL and one Redis, both real. */
@Tag("long")
@ExtendWith(OutputCaptureExtension.class)
class FleetITests {

    private static final Duration BOUND = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private static final RealPostgres POSTGRES = Servers.postgres();
    private static final RealRedis REDIS = Servers.redis();

    private String database;

    @BeforeEach
    void createDatabase() {
        database = "salon" + DATABASES.incrementAndGet();
        POSTGRES.createDatabase(database);
        REDIS.restart();
    }

    @Test
    void writesOnOneInstance_areSeenAtOnceOnTheOther() {
        runTwo((a, b) -> {
            int price = 10;
            for (int i = 0; i < 20; i++) {
                a.raiseByJpa(1, ++price);
                assertThat(b.price(1)).isEqualTo(price);
                b.raiseByJdbc(1, ++price);
                assertThat(a.price(1)).isEqualTo(price);
                assertThat(b.price(1)).isEqualTo(price);
            }
        });
    }

    @Test
    void secondInstance_findsWhatTheFirstHasLoaded() {
        runTwo((a, b) -> {
            assertThat(a.price(1)).isEqualTo(10);
            await().untilAsserted(() -> {
                int before = b.loads();
                b.price(2);
                b.price(1);
                assertThat(b.loads() - before).isLessThan(2);
            });
        });
    }

    @Test
    void writeFromOutside_isSeenWithinTheBound() {
        runTwo((a, b) -> {
            warm(a);
            warm(b);
            sql("UPDATE offered_service SET price = 77 WHERE id = 1");
            OutsideWrites.assertSeenWithin(BOUND, "the price", () -> a.price(1) == 77 && b.price(1) == 77);
        });
    }

    @Test
    void writeToACollectionOfTheEntity_invalidates() {
        runTwo((a, b) -> {
            warm(b);
            int before = b.loads();
            a.label(1, "new");
            b.price(1);
            assertThat(b.loads()).isEqualTo(before + 1);
        });
    }

    @Test
    void rollback_evictsNothing() {
        runTwo(instance().withPropertyValues(Applications.PATIENT), (a, b) -> {
            warm(a);
            warm(b);
            int before = a.loads() + b.loads();
            assertThatThrownBy(() -> a.raiseAndFail(1, 99)).hasMessage("on purpose");
            assertThatThrownBy(a::forgetAndFail).hasMessage("on purpose");
            assertThat(a.price(1) + b.price(1)).isEqualTo(20);
            assertThat(a.loads() + b.loads()).isEqualTo(before);
        });
    }

    @Test
    void invalidatedByHand_isSeenAtOnceOnTheOther_andStandsInTheOutbox() {
        runTwo((a, b) -> {
            warm(b);
            int before = b.loads();
            a.forget(1);
            b.price(1);
            assertThat(b.loads()).isEqualTo(before + 1);
            assertThat(count("SELECT count(*) FROM freshet_outbox WHERE tag LIKE 'segment/offer:price%'"))
                    .isEqualTo(1);
        });
    }

    @Test
    void readInsideAWritingTransaction_goesPastTheCache() {
        instance().run(context -> {
            Prices prices = ready(context);
            warm(prices);
            assertThat(prices.raiseByJpaAndRead(1, 55, prices)).isEqualTo(55);
            assertThat(Objects.requireNonNull(context.getBean(Freshet.class).cache("offer:price"))
                            .meter()
                            .reads(Outcome.BYPASS))
                    .isEqualTo(1);
        });
    }

    @Test
    void triggers_standOnExactlyTheTablesDependedOn() {
        instance().run(context -> {
            ready(context);
            assertThat(count("SELECT count(DISTINCT tgrelid) FROM pg_trigger WHERE NOT tgisinternal"))
                    .isEqualTo(2);
        });
    }

    @Test
    void pool_isStillFound() {
        instance()
                .run(context -> assertThat(context.getBean(DataSource.class).unwrap(HikariDataSource.class))
                        .isNotNull());
    }

    @Test
    void startWithoutRedis_servesFromTheSource_warnsOnce_thenCaches(CapturedOutput output) {
        REDIS.stop();
        instance().run(context -> {
            assertThat(context).hasNotFailed();
            Prices prices = context.getBean(Prices.class);
            prices.insert(1, 10);
            assertThat(prices.price(1)).isEqualTo(10);
            prices.raiseByJpa(1, 11);
            assertThat(prices.price(1)).isEqualTo(11);
            await().untilAsserted(() -> assertThat(output).containsOnlyOnce("The cache does not work yet."));
            REDIS.restart();
            await().atMost(PATIENCE).untilAsserted(() -> {
                int before = prices.loads();
                assertThat(prices.price(1)).isEqualTo(11);
                assertThat(prices.loads()).isEqualTo(before);
            });
        });
    }

    @Test
    void redisStoppedAndStarted_noReadFails_andNoneIsStale() {
        runTwo(instance().withPropertyValues("freshet.bound=500ms"), (a, b) -> {
            int price = 10;
            for (int round = 0; round < 60; round++) {
                stopAndStart(round);
                a.raiseByJdbc(1, ++price);
                assertThat(a.price(1)).isEqualTo(price);
                assertThat(b.price(1)).as("round " + round).isEqualTo(price);
            }
            awaitHit(b, price);
        });
    }

    private static void stopAndStart(int round) {
        if (round % 20 == 8) {
            REDIS.stop();
        }
        if (round % 20 == 14) {
            REDIS.restart();
        }
    }

    private static void awaitHit(Prices prices, int price) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            int before = prices.loads();
            assertThat(prices.price(1)).isEqualTo(price);
            assertThat(prices.loads()).isEqualTo(before);
        });
    }

    @Test
    void missingRights_sayWhichAndWhatElse() {
        instance().run(context -> ready(context)); // makes the tables
        sql("DROP SCHEMA IF EXISTS nothing; CREATE ROLE \"poor_" + database + "\" LOGIN;"
                + " GRANT ALL ON ALL TABLES IN SCHEMA public TO \"poor_" + database + "\";"
                + " CREATE TABLE later (id int);");
        instance()
                .withPropertyValues(
                        "spring.datasource.url="
                                + POSTGRES.jdbcUrl(database).replace("user=postgres", "user=poor_" + database),
                        "spring.jpa.hibernate.ddl-auto=none")
                .withBean(Later.class)
                .run(context -> {
                    assertThat(context).hasFailed();
                    FailureAnalysis analysis = StartFailureTests.firstOf(context.getStartupFailure());
                    assertThat(analysis.getDescription())
                            .contains("as role \"poor_" + database + "\"")
                            .contains("GRANT");
                    assertThat(analysis.getAction()).contains("freshet.capture=jdbc");
                });
    }

    @Test
    void aLogThatIsNotLogical_saysWhatToSet() {
        instance().withPropertyValues("freshet.capture=log").run(context -> {
            assertThat(context).hasFailed();
            FailureAnalysis analysis = StartFailureTests.firstOf(context.getStartupFailure());
            assertThat(analysis.getDescription()).contains("needs wal_level = logical", "ALTER SYSTEM SET wal_level");
        });
    }

    @Test
    void unknownTable_saysWhich() {
        instance().withBean(Missing.class).run(context -> {
            assertThat(context).hasFailed();
            FailureAnalysis analysis = StartFailureTests.firstOf(context.getStartupFailure());
            assertThat(analysis.getDescription()).contains("no_such_table");
            assertThat(analysis.getAction()).startsWith("Correct the table");
        });
    }

    @Test
    void jdbcCapture_needsNoRights_andSeesThisApplicationsWrites(CapturedOutput output) {
        instance().run(context -> ready(context)); // makes the tables
        sql("CREATE ROLE \"poor_" + database + "\" LOGIN;"
                + " GRANT SELECT, UPDATE ON ALL TABLES IN SCHEMA public TO \"poor_" + database + "\";");
        instance()
                .withPropertyValues(
                        "spring.datasource.url="
                                + POSTGRES.jdbcUrl(database).replace("user=postgres", "user=poor_" + database),
                        "spring.jpa.hibernate.ddl-auto=none",
                        "freshet.capture=jdbc")
                .run(context -> {
                    Prices prices = ready(context);
                    warm(prices);
                    prices.raiseByJpa(1, 31);
                    assertThat(prices.price(1)).isEqualTo(31);
                    prices.raiseByJdbc(1, 32);
                    assertThat(prices.price(1)).isEqualTo(32);
                    assertThat(output).contains("writers outside of it and database triggers are not seen");
                });
    }

    @Test
    void migratedTables_getTheirTriggersAfterTheMigration() {
        Applications.whole(POSTGRES.jdbcUrl(database), REDIS.port())
                .withConfiguration(AutoConfigurations.of(FlywayAutoConfiguration.class))
                .withPropertyValues(
                        "spring.flyway.locations=classpath:db/migrated",
                        "spring.jpa.hibernate.ddl-auto=validate",
                        "spring.main.lazy-initialization=true")
                .withBean(Migrated.class)
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    Freshet freshet = context.getBean(Freshet.class);
                    await().until(() -> freshet.status().leaseRuns());
                    Migrated migrated = context.getBean(Migrated.class);
                    assertThat(migrated.note()).isEqualTo("first");
                    sql("UPDATE migrated SET note = 'second'");
                    OutsideWrites.assertSeenWithin(
                            BOUND, "the note", () -> migrated.note().equals("second"));
                });
    }

    @Test
    void h2WithRedis_worksInOneInstance() {
        Applications.whole("jdbc:h2:mem:" + database, REDIS.port())
                .withUserConfiguration(Salon.class)
                .withPropertyValues(Applications.PATIENT)
                .run(context -> {
                    Prices prices = context.getBean(Prices.class);
                    prices.insert(1, 10);
                    warm(prices);
                    prices.raiseByJpa(1, 11);
                    assertThat(prices.price(1)).isEqualTo(11);
                    prices.raiseByJdbc(1, 12);
                    assertThat(prices.price(1)).isEqualTo(12);
                    int before = prices.loads();
                    assertThat(prices.price(1)).isEqualTo(12);
                    assertThat(prices.loads()).isEqualTo(before);
                });
    }

    static class Migrated {

        private final JdbcTemplate jdbc;

        Migrated(JdbcTemplate jdbc) {
            this.jdbc = jdbc;
        }

        @Cached(cache = "migrated", ttl = "10m", tables = "migrated")
        public String note() {
            return Objects.requireNonNull(jdbc.queryForObject("SELECT note FROM migrated", String.class));
        }
    }

    static class Later {
        @Cached(cache = "later", ttl = "1m", tables = "later")
        public String later() {
            return "";
        }
    }

    static class Missing {
        @Cached(cache = "missing", ttl = "1m", tables = "no_such_table")
        public String missing() {
            return "";
        }
    }

    private interface Use {
        void with(Prices a, Prices b) throws Exception;
    }

    private void runTwo(Use use) {
        runTwo(instance(), use);
    }

    private void runTwo(ApplicationContextRunner instance, Use use) {
        instance.run(first -> instance.run(second -> {
            Prices a = ready(first);
            use.with(a, ready(second));
        }));
    }

    private ApplicationContextRunner instance() {
        return Applications.whole(POSTGRES.jdbcUrl(database), REDIS.port()).withUserConfiguration(Salon.class);
    }

    private Prices ready(ApplicationContext context) {
        Freshet freshet = context.getBean(Freshet.class);
        await().until(() -> freshet.status().leaseRuns());
        Prices prices = context.getBean(Prices.class);
        if (count("SELECT count(*) FROM offered_service") == 0) {
            prices.insert(1, 10);
            prices.insert(2, 20);
        }
        return prices;
    }

    private static void warm(Prices prices) {
        await().until(() -> {
            prices.price(1);
            int before = prices.loads();
            prices.price(1);
            return prices.loads() == before;
        });
    }

    private void sql(String text) {
        try (Connection connection = POSTGRES.dataSource(database).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(text);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private long count(String query) {
        try (Connection connection = POSTGRES.dataSource(database).getConnection();
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
