package io.freshet.spring;

import io.freshet.spring.ObservedPets.Pet;
import io.freshet.spring.ObservedPets.Pets;
import io.freshet.spring.watch.account.FindingKind;
import io.freshet.spring.watch.account.Findings.Found;
import io.freshet.spring.watch.account.MethodAccount;
import io.freshet.spring.watch.account.Watch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cache.CacheManager;
import org.springframework.context.ApplicationContext;
import org.springframework.data.redis.cache.RedisCacheManager;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Spring's own Redis cache, real, over a real PostgreSQL, under observation. */
class ObserveITests {

    private static final int READERS = 4;
    private static final int COMPARISONS = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private String database = "";

    @BeforeEach
    void createDatabase() {
        database = Servers.newDatabase("observed");
        outside(ObservedPets.TABLE);
        outside(ObservedPets.ROWS);
    }

    /** Past the application. */
    private void outside(String sql) {
        new JdbcTemplate(Servers.postgres().dataSource(database)).execute(sql);
    }

    private ApplicationContextRunner application(String... properties) {
        return ObservedPets.observe(Applications.whole(
                        Servers.postgres().jdbcUrl(database), Servers.redis().port()))
                .withPropertyValues(
                        "spring.cache.redis.key-prefix=" + database + ":", "spring.jpa.hibernate.ddl-auto=none")
                .withPropertyValues(properties);
    }

    private static Pets warm(ApplicationContext context) {
        assertThat(context.getBean(CacheManager.class)).isInstanceOf(RedisCacheManager.class);
        Pets pets = context.getBean(Pets.class);
        Watch watch = context.getBean(Watch.class);
        await().until(() -> {
            pets.pet(1);
            pets.all();
            return watch.method("Pets.pet").sameCount() > 0
                    && watch.method("Pets.all").sameCount() > 0;
        });
        return pets;
    }

    @Test
    void forgottenEviction_isFound_forEachCacheThatReadsTheTable() {
        application().run(context -> {
            Pets pets = warm(context);
            pets.renameForgetfully(1, "Max");
            await().untilAsserted(() -> {
                assertThat(pets.pet(1).name()).isEqualTo("Leo");
                assertThat(pets.all()).extracting(Pet::name).containsExactly("Leo", "Basil");
                assertThat(ObservedPets.found(context, FindingKind.MISSING_INVALIDATION))
                        .extracting(found ->
                                found.finding().cache() + " " + found.finding().table() + " "
                                        + found.finding().writer())
                        .containsExactlyInAnyOrder("pets pet PetRows.rename", "lists pet PetRows.rename");
            });
            assertThat(ObservedPets.found(context, FindingKind.STALE_ANSWER)).isEmpty();
        });
    }

    @Test
    void writeFromOutside_isFoundByShadowReads_asAStaleAnswerOfUnknownCause() {
        application().run(context -> {
            Pets pets = warm(context);
            outside("UPDATE pet SET name = 'from outside' WHERE id = 1");
            await().untilAsserted(() -> {
                assertThat(pets.pet(1).name()).isEqualTo("Leo");
                assertThat(ObservedPets.found(context, FindingKind.STALE_ANSWER))
                        .extracting(found -> found.finding().cache())
                        .containsExactly("pets");
            });
            assertThat(ObservedPets.found(context, FindingKind.MISSING_INVALIDATION))
                    .isEmpty();
        });
    }

    @Test
    void evictionBeforeTheCommit_andCachesForEver_areFound_andNothingIsWritten() {
        application().run(context -> {
            Pets pets = warm(context);
            new TransactionTemplate(context.getBean(PlatformTransactionManager.class))
                    .executeWithoutResult(status -> pets.rename(1, "Max"));
            assertThat(ObservedPets.found(context, FindingKind.EARLY_EVICTION))
                    .extracting(found ->
                            found.finding().cache() + " " + found.finding().method())
                    .containsExactlyInAnyOrder("pets Pets.rename", "lists Pets.rename");
            assertThat(ObservedPets.found(context, FindingKind.NO_EXPIRY))
                    .extracting(found -> found.finding().cache())
                    .containsExactlyInAnyOrder("pets", "lists");
            assertThat(context.getBean(JdbcTemplate.class)
                            .queryForList("SELECT tablename FROM pg_tables WHERE schemaname = 'public'", String.class))
                    .containsExactly("pet");
            assertThat(context.getBean(StringRedisTemplate.class).keys("*" + database + "*"))
                    .allMatch(key -> key.startsWith(database + ":"));
        });
    }

    private static boolean lacksComparisons(MethodAccount method) {
        return comparisons(method) < COMPARISONS || method.differentCount() == 0;
    }

    private static long comparisons(MethodAccount method) {
        return method.sameCount() + method.differentCount();
    }

    /**
     * Nobody loads while somebody writes: then Spring's cache is right as soon as it has evicted, which it does in the background, and what is compared meanwhile
     * still races with all of it.
     */
    @Test
    void cleanApplication_underLoad_isFoundClean() {
        application("spring.cache.redis.time-to-live=10m", "freshet.observe.grace=3s")
                .run(context -> {
                    Pets pets = warm(context);
                    ReadWriteLock turns = new ReentrantReadWriteLock(true);
                    AtomicBoolean isOver = new AtomicBoolean();
                    ExecutorService threads = Executors.newFixedThreadPool(READERS);
                    List<CompletableFuture<Void>> readers = new ArrayList<>();
                    for (int i = 0; i < READERS; i++) {
                        readers.add(CompletableFuture.runAsync(
                                () -> {
                                    while (!isOver.get()) {
                                        turns.readLock().lock();
                                        try {
                                            pets.pet(1);
                                            pets.pet(2);
                                            pets.all();
                                        } finally {
                                            turns.readLock().unlock();
                                        }
                                    }
                                },
                                threads));
                    }
                    MethodAccount method = context.getBean(Watch.class).method("Pets.pet");
                    long until = System.nanoTime() + PATIENCE.toNanos();
                    for (int version = 0; lacksComparisons(method) && System.nanoTime() - until < 0; version++) {
                        turns.writeLock().lock();
                        try {
                            pets.rename(1 + version % 2, "name " + version);
                        } finally {
                            turns.writeLock().unlock();
                        }
                        Thread.sleep(10);
                    }
                    isOver.set(true);
                    readers.forEach(CompletableFuture::join);
                    threads.shutdown();
                    assertThat(method.differentCount()).as("races").isPositive();
                    assertThat(comparisons(method)).as("comparisons").isGreaterThanOrEqualTo(COMPARISONS);
                    assertThat(context.getBean(Watch.class).findings().all())
                            .extracting(Found::finding)
                            .isEmpty();
                });
    }
}
