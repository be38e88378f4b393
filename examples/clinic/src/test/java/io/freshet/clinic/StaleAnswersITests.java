package io.freshet.clinic;

import io.freshet.testkit.server.RealPostgres;
import io.freshet.testkit.server.RealRedis;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Two instances of one clinic on one PostgreSQL and one Redis, all real. Run with Spring's Redis cache, where each of these ways to a stale answer leads
 * there, and with Freshet, where none does; {@code clinic.cache} says which it is.
 */
@Tag("long")
class StaleAnswersITests {

    private static final boolean ON_FRESHET = "freshet".equals(System.getProperty("clinic.cache"));
    private static final Duration BOUND = Duration.ofSeconds(1);
    private static final Duration SHORT = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static RealPostgres postgres;
    private static RealRedis redis;
    private static ConfigurableApplicationContext a;
    private static ConfigurableApplicationContext b;

    @BeforeAll
    static void start() {
        postgres = RealPostgres.start();
        redis = RealRedis.start();
        postgres.createDatabase("clinic");
        a = instance();
        b = instance();
    }

    private static ConfigurableApplicationContext instance() {
        return new SpringApplicationBuilder(ClinicApplication.class, Slow.class)
                .web(WebApplicationType.NONE)
                .properties(
                        "spring.datasource.url=" + postgres.jdbcUrl("clinic"),
                        "spring.data.redis.port=" + redis.port(),
                        "spring.main.banner-mode=off",
                        "logging.level.root=warn")
                .run();
    }

    @AfterAll
    static void stop() {
        a.close();
        b.close();
        redis.close();
        postgres.close();
    }

    /** What is read twice is read from the cache the second time, on both. */
    @BeforeEach
    void isCaching() {
        for (ConfigurableApplicationContext instance : List.of(a, b)) {
            for (String name : List.of("owners", "vets", "visits")) {
                cache(instance, name).invalidate();
            }
            await().atMost(PATIENCE).until(() -> {
                owners(instance).find(2);
                return cache(instance, "owners").get(2) != null;
            });
        }
    }

    @Test
    void theCache_isTheOneThatIsMeant() {
        assertThat(a.getBean(CacheManager.class).getClass().getSimpleName())
                .isEqualTo(ON_FRESHET ? "FreshetCacheManager" : "RedisCacheManager");
    }

    @Test
    void writeByAnotherService() {
        cached(a);
        cached(b);
        sql("UPDATE owner SET name = 'renamed by another service' WHERE id = 1");
        judge("renamed by another service", () -> owners(a).find(1).name(), BOUND);
        judge("renamed by another service", () -> owners(b).find(1).name(), BOUND);
    }

    @Test
    void slowLoad_thatAnEvictionOvertakes() {
        cached(b);
        cache(a, "owners").evict(1);
        awaitAbsence();
        SlowRows.Pause pause = a.getBean(SlowRows.class).pauseNext();
        CompletableFuture<Owner> slow = CompletableFuture.supplyAsync(() -> owners(a).find(1));
        pause.awaitRead();
        cached(b);
        owners(b).rename(1, "renamed during a load");
        awaitAbsence();
        pause.end();
        slow.join();
        judge("renamed during a load", () -> owners(a).find(1).name(), SHORT);
        judge("renamed during a load", () -> owners(b).find(1).name(), SHORT);
    }

    @Test
    void readBetweenEvictionAndCommit() {
        cached(a);
        cached(b);
        transactions(a).executeWithoutResult(status -> {
            owners(a).rename(1, "renamed in a long transaction");
            CompletableFuture.runAsync(StaleAnswersITests::awaitAbsence).join();
            CompletableFuture.runAsync(() -> cached(b)).join();
        });
        judge("renamed in a long transaction", () -> owners(a).find(1).name(), SHORT);
        judge("renamed in a long transaction", () -> owners(b).find(1).name(), SHORT);
    }

    @Test
    void putInATransaction_thatIsRolledBack() {
        owners(a).rename(1, "as it stays");
        cached(a);
        cached(b);
        transactions(a).executeWithoutResult(status -> {
            owners(a).renamed(1, "never committed");
            status.setRollbackOnly();
        });
        judge("as it stays", () -> owners(b).find(1).name(), SHORT);
        judge("as it stays", () -> owners(a).find(1).name(), SHORT);
    }

    @Test
    void evictionThatNobodyThoughtOf() {
        int before = cached(a).pets().get(0).visits();
        cached(b);
        visits(a).add(new Visit(1, LocalDate.of(2026, 11, 21), "rabies shot"));
        judge(before + 1, () -> owners(a).find(1).pets().get(0).visits(), SHORT);
        judge(before + 1, () -> owners(b).find(1).pets().get(0).visits(), SHORT);
        assertThat(visits(b).of(1)).isNotEmpty();
    }

    /** Readers on both race writers on both, and whoever writes past them. Only what must hold on Freshet is judged here: Spring's cache may be lucky. */
    @Test
    void stress() {
        AtomicInteger acknowledged = new AtomicInteger(1_000);
        owners(a).rename(2, "1000");
        AtomicInteger stale = new AtomicInteger();
        AtomicInteger reads = new AtomicInteger();
        AtomicBoolean isOver = new AtomicBoolean();
        List<CompletableFuture<Void>> readers = new ArrayList<>();
        for (ConfigurableApplicationContext instance : List.of(a, b)) {
            readers.add(CompletableFuture.runAsync(() -> {
                while (!isOver.get()) {
                    int least = acknowledged.get();
                    int read = Integer.parseInt(owners(instance).find(2).name());
                    reads.incrementAndGet();
                    stale.addAndGet(read < least ? 1 : 0);
                }
            }));
        }
        for (int version = 1_001; version <= 1_150; version++) {
            ConfigurableApplicationContext writer = ThreadLocalRandom.current().nextBoolean() ? a : b;
            if (version % 3 == 0) {
                owners(writer).renamed(2, String.valueOf(version));
            } else if (version % 3 == 1) {
                owners(writer).rename(2, String.valueOf(version));
            } else {
                writer.getBean(ClinicRows.class).rename(2, String.valueOf(version));
            }
            acknowledged.set(version);
        }
        isOver.set(true);
        readers.forEach(CompletableFuture::join);
        assertThat(reads).hasPositiveValue();
        if (ON_FRESHET) {
            assertThat(stale).as("of %s reads", reads).hasValue(0);
        }
    }

    /** On Freshet the answer is right, at once or, after a write past the application, within the bound; on Spring's cache it stays wrong. */
    private static void judge(Object truth, Supplier<Object> answer, Duration within) {
        if (ON_FRESHET && within.equals(SHORT)) {
            assertThat(answer.get()).isEqualTo(truth);
        } else if (ON_FRESHET) {
            assertThat(readUntil(truth, answer, within)).isEqualTo(truth);
        } else {
            await().during(SHORT).atMost(PATIENCE).until(answer::get, value -> !truth.equals(value));
        }
    }

    /** Reads until the answer is right, or is that of a read that began when it had to be. */
    private static Object readUntil(Object truth, Supplier<Object> answer, Duration within) {
        long from = System.nanoTime();
        long began;
        Object read;
        do {
            began = System.nanoTime();
            read = answer.get();
        } while (!truth.equals(read) && began - from <= within.toNanos());
        return read;
    }

    private static Owner cached(ConfigurableApplicationContext instance) {
        await().atMost(PATIENCE).until(() -> {
            owners(instance).find(1);
            return cache(instance, "owners").get(1) != null;
        });
        return owners(instance).find(1);
    }

    /** Spring's Redis cache evicts and puts in the background; on Freshet nothing is evicted before the commit. */
    private static void awaitAbsence() {
        try {
            await().atMost(ON_FRESHET ? SHORT : PATIENCE)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> cache(b, "owners").get(1) == null);
        } catch (ConditionTimeoutException e) {
            assertThat(ON_FRESHET).as("only Freshet may keep it as it was").isTrue();
        }
    }

    private static Owners owners(ConfigurableApplicationContext instance) {
        return instance.getBean(Owners.class);
    }

    private static Visits visits(ConfigurableApplicationContext instance) {
        return instance.getBean(Visits.class);
    }

    private static Cache cache(ConfigurableApplicationContext instance, String name) {
        return Objects.requireNonNull(instance.getBean(CacheManager.class).getCache(name));
    }

    private static TransactionTemplate transactions(ConfigurableApplicationContext instance) {
        return new TransactionTemplate(instance.getBean(PlatformTransactionManager.class));
    }

    private static void sql(String text) {
        try (Connection connection = DriverManager.getConnection(postgres.jdbcUrl("clinic"));
                Statement statement = connection.createStatement()) {
            statement.execute(text);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Slow {

        @Bean
        @Primary
        SlowRows slowRows(JdbcClient database) {
            return new SlowRows(database);
        }
    }
}
