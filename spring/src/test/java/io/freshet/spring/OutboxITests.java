package io.freshet.spring;

import com.zaxxer.hikari.HikariDataSource;
import io.freshet.Freshet;
import io.freshet.capture.postgres.PostgresReplica;
import io.freshet.event.Outcome;
import io.freshet.read.Replica;
import io.freshet.spring.Salon.Prices;
import io.freshet.spring.observe.FreshetHealth;
import io.freshet.spring.observe.FreshetMeters;
import io.freshet.spring.observe.Meter;
import io.freshet.testkit.server.RealPostgres;
import io.freshet.testkit.server.RealRedis;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import javax.sql.DataSource;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What an outbox in PostgreSQL makes possible: a life without Redis, and loads from a replica. */
@ExtendWith(OutputCaptureExtension.class)
class OutboxITests {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private static final RealPostgres POSTGRES = Servers.postgres();
    private static final RealRedis REDIS = Servers.redis();

    @Test
    void redisAway_theInstanceGoesDirect_servesL1_andSaysSo(CapturedOutput output) {
        instance("freshet.bound=2s").run(context -> {
            Prices prices = ready(context);
            SimpleMeterRegistry meters = new SimpleMeterRegistry();
            context.getBean(FreshetMeters.class).bindTo(meters);
            await().atMost(PATIENCE).until(() -> value(meters, Meter.DIRECT) == 0);
            warm(prices);
            int before = told(output); // a machine that pauses makes it ask, too
            REDIS.stop();
            Freshet freshet = context.getBean(Freshet.class);
            await().atMost(PATIENCE)
                    .until(() -> freshet.status().direct() && !freshet.status().remoteAnswers());
            var health =
                    Objects.requireNonNull(context.getBean(FreshetHealth.class).health(true));
            assertThat(health.getStatus()).isEqualTo(Status.UP);
            assertThat(health.getDetails()).containsEntry("status", "degraded").containsKey("direct");
            await().atMost(PATIENCE).untilAsserted(() -> {
                long hits = hits(context);
                prices.price(1);
                assertThat(value(meters, Meter.DIRECT)).isEqualTo(1);
                assertThat(meters.get(Meter.STALENESS_BOUND.text()).timeGauge().value(TimeUnit.SECONDS))
                        .isLessThan(2);
                assertThat(hits(context)).isEqualTo(hits + 1);
            });
            prices.raiseByJdbc(1, 44);
            assertThat(prices.price(1)).isEqualTo(44);
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(told(output)).as("told once").isEqualTo(before + 1));
            REDIS.restart();
            await().atMost(PATIENCE)
                    .until(() -> !freshet.status().direct() && freshet.status().leaseRuns());
            assertThat(prices.price(1)).isEqualTo(44);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(output).contains("the outbox is no longer asked directly"));
        });
    }

    private static int told(CapturedOutput output) {
        return output.toString().split("this instance asks the outbox itself", -1).length - 1;
    }

    @Test
    void directModeSwitchedOff_readsGoToTheSource() {
        instance("freshet.bound=500ms", "freshet.direct=false").run(context -> {
            Prices prices = ready(context);
            warm(prices);
            REDIS.stop();
            Freshet freshet = context.getBean(Freshet.class);
            await().atMost(PATIENCE).until(() -> !freshet.status().leaseRuns());
            int before = prices.loads();
            prices.price(1);
            assertThat(prices.loads()).isEqualTo(before + 1);
            assertThat(freshet.status().direct()).isFalse();
            REDIS.restart();
        });
    }

    @Test
    void loadsThatMayReadAReplica_askTheBeanForIt() {
        Asked replica = new Asked();
        instance("freshet.caches.offer-price.from-replica=true")
                .withBean(Replica.class, () -> replica)
                .run(context -> {
                    Prices prices = ready(context);
                    await().atMost(PATIENCE).until(() -> {
                        context.getBean(Freshet.class).invalidateTag("nothing");
                        prices.price(1);
                        prices.price(2);
                        return replica.asked.get() > 0 || forget(context);
                    });
                    prices.raiseByJdbc(1, 12);
                    assertThat(prices.price(1)).isEqualTo(12);
                });
    }

    @Test
    void standbyOfPostgres_isDefinedByTwoBeans_andWhileItIsNoneThePrimaryIsRead() {
        instance("freshet.caches.offer-price.from-replica=true")
                .withUserConfiguration(WithStandby.class)
                .run(context -> {
                    Prices prices = ready(context);
                    warm(prices);
                    context.getBean(Freshet.class).invalidateAll();
                    warm(prices);
                    prices.raiseByJpa(1, 13);
                    assertThat(prices.price(1)).isEqualTo(13);
                    prices.raiseByJdbc(1, 14);
                    assertThat(prices.price(1)).isEqualTo(14);
                    assertThat(context.getBean(Freshet.class).status().outbox()).contains("PostgreSQL");
                });
    }

    /** As the guide says it; the server is no standby. */
    @Configuration(proxyBeanMethods = false)
    static class WithStandby {

        @Bean
        PostgresReplica replica(DataSourceProperties properties) {
            return PostgresReplica.of(pool(properties));
        }

        @Bean
        DataSource dataSource(DataSourceProperties properties, PostgresReplica replica) {
            return replica.routing(pool(properties));
        }

        private static DataSource pool(DataSourceProperties properties) {
            HikariDataSource pool = properties
                    .initializeDataSourceBuilder()
                    .type(HikariDataSource.class)
                    .build();
            pool.setMaximumPoolSize(5);
            return pool;
        }
    }

    private static boolean forget(ApplicationContext context) throws InterruptedException {
        context.getBean(Freshet.class).invalidateAll();
        TimeUnit.MILLISECONDS.sleep(300); // until a snapshot that shows it is certified
        return false;
    }

    /** Is never far enough. */
    private static final class Asked implements Replica {

        private final AtomicInteger asked = new AtomicInteger();

        @Override
        public @Nullable Scope open(String snapshot) {
            asked.incrementAndGet();
            return null;
        }
    }

    private static ApplicationContextRunner instance(String... properties) {
        String database = "outbox" + DATABASES.incrementAndGet();
        POSTGRES.createDatabase(database);
        return Applications.whole(POSTGRES.jdbcUrl(database), REDIS.port())
                .withUserConfiguration(Salon.class)
                .withPropertyValues(properties);
    }

    private static Prices ready(ApplicationContext context) {
        Freshet freshet = context.getBean(Freshet.class);
        await().atMost(PATIENCE).until(() -> freshet.status().leaseRuns());
        Prices prices = context.getBean(Prices.class);
        prices.insert(1, 10);
        prices.insert(2, 20);
        return prices;
    }

    private static void warm(Prices prices) {
        await().atMost(PATIENCE).until(() -> {
            prices.price(1);
            int before = prices.loads();
            prices.price(1);
            return prices.loads() == before;
        });
    }

    private static long hits(ApplicationContext context) {
        return Objects.requireNonNull(context.getBean(Freshet.class).cache("offer:price"))
                .meter()
                .reads(Outcome.HIT_L1);
    }

    private static double value(SimpleMeterRegistry meters, Meter meter) {
        return meters.get(meter.text()).gauge().value();
    }
}
