package io.freshet.spring;

import io.freshet.testkit.server.RealPostgres;
import io.freshet.testkit.server.RealRedis;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.CachePut;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.context.ApplicationContext;
import org.springframework.data.redis.cache.RedisCacheManager;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.JdbcTemplate;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Spring's annotations on two instances, with a real PostgreSQL and a real Redis. */
class SpringCacheITests {

    private static final Duration BOUND = Duration.ofSeconds(1);
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private static RealPostgres postgres;
    private static RealRedis redis;

    private String database = "";

    @BeforeAll
    static void startServers() {
        postgres = RealPostgres.start();
        redis = RealRedis.start();
    }

    @AfterAll
    static void stopServers() {
        redis.close();
        postgres.close();
    }

    @BeforeEach
    void createDatabase() {
        database = "pets" + DATABASES.incrementAndGet();
        postgres.createDatabase(database);
    }

    private ApplicationContextRunner instance() {
        return SpringCacheApplications.on(Applications.whole(postgres.jdbcUrl(database), redis.port()))
                .withBean(Pets.class);
    }

    private interface Use {
        void with(ApplicationContext a, ApplicationContext b) throws Exception;
    }

    private void runTwo(Use use, String... properties) {
        ApplicationContextRunner instance = instance().withPropertyValues(properties);
        instance.run(a -> {
            assertThat(a).hasNotFailed();
            a.getBean(JdbcTemplate.class)
                    .execute(
                            "CREATE TABLE pet (id INT PRIMARY KEY, name TEXT); INSERT INTO pet VALUES (1, 'Leo'), (2, 'Basil')");
            SpringCacheApplications.haveLease(a);
            instance.run(b -> {
                assertThat(b).hasNotFailed();
                SpringCacheApplications.haveLease(b);
                use.with(a, b);
            });
        });
    }

    @Test
    void whatOneInstanceDoes_theOthersSeeAtOnce() {
        runTwo((a, b) -> {
            warm(a);
            warm(b);
            for (int i = 0; i < 10; i++) {
                a.getBean(Pets.class).rename(1, "by jdbc " + i);
                assertThat(b.getBean(Pets.class).pet(1).name()).isEqualTo("by jdbc " + i);
                assertThat(a.getBean(Pets.class).pet(1).name()).isEqualTo("by jdbc " + i);
                b.getBean(Pets.class).put(1, "by put " + i);
                assertThat(a.getBean(Pets.class).pet(1).name()).isEqualTo("by put " + i);
                warm(a);
                warm(b);
            }
            int before = b.getBean(Pets.class).loads();
            a.getBean(Pets.class).forget(1);
            b.getBean(Pets.class).pet(1);
            assertThat(b.getBean(Pets.class).loads()).isEqualTo(before + 1);
            warm(b);
            before = b.getBean(Pets.class).loads();
            a.getBean(Pets.class).forgetAll();
            b.getBean(Pets.class).pet(1);
            assertThat(b.getBean(Pets.class).loads()).isEqualTo(before + 1);
        });
    }

    @Test
    void writeFromOutside_isSeenWithinTheBound_andEvictionsStandInTheOutbox() {
        runTwo((a, b) -> {
            warm(a);
            warm(b);
            ask("UPDATE pet SET name = 'from outside' WHERE id = 1 RETURNING name");
            OutsideWrites.assertSeenWithin(
                    BOUND,
                    "the name",
                    () -> a.getBean(Pets.class).pet(1).name().equals("from outside")
                            && b.getBean(Pets.class).pet(1).name().equals("from outside"));
            a.getBean(Pets.class).forget(1);
            cache(a).put(2, "by hand");
            assertThat(ask("SELECT count(*) FROM freshet_outbox WHERE tag IN ('key//pets:1', 'put//pets:2')"))
                    .isEqualTo("2");
        });
    }

    @Test
    void valuesCross_byTheTypesThatMethodsDeclare() {
        runTwo(
                (a, b) -> {
                    warm(a);
                    await().until(() -> {
                        b.getBean(Pets.class).pet(1);
                        return cache(b).get(1) != null;
                    });
                    assertThat(a.getBean(Pets.class).all()).hasSize(2);
                    await().untilAsserted(() -> {
                        a.getBean(Pets.class).all();
                        int before = b.getBean(Pets.class).loads();
                        cache(b).clear();
                        a.getBean(Pets.class).all();
                        assertThat(b.getBean(Pets.class).all()).hasSize(2).allMatch(Pet.class::isInstance);
                        assertThat(b.getBean(Pets.class).loads()).isEqualTo(before);
                    });
                    cache(a).put("text", "by hand");
                    await().until(() -> "by hand".equals(cache(b).get("text", String.class)));
                    cache(a).put("other", new Undeclared("kept in process"));
                    assertThat(cache(a).get("other", Undeclared.class)).isNotNull();
                    assertThat(cache(b).get("other")).isNull();
                },
                Applications.PATIENT);
    }

    @Test
    void futureThatAnEvictionElsewhereOvertakes_isNotKept() {
        runTwo((a, b) -> {
            warm(a);
            CompletableFuture<Pet> source = new CompletableFuture<>();
            CompletableFuture<Pet> answer = a.getBean(Pets.class).later(7, source);
            b.getBean(Pets.class).forget(7);
            source.complete(new Pet(7, "read before"));
            assertThat(answer.join().name()).isEqualTo("read before");
            assertThat(cache(a).get(7)).isNull();
            assertThat(cache(b).get(7)).isNull();
        });
    }

    @Test
    void whatSpringsOwnRedisCacheHasWritten_isLeftAlone_andReadByNobody() {
        runTwo((a, b) -> {
            StringRedisTemplate strings = a.getBean(StringRedisTemplate.class);
            RedisCacheManager old = RedisCacheManager.create(Objects.requireNonNull(strings.getConnectionFactory()));
            Cache oldCache = Objects.requireNonNull(old.getCache("pets"));
            oldCache.put(1, new Pet(1, "from Spring's own cache"));
            oldCache.put("(1)", new Pet(1, "from Spring's own cache"));
            await().until(() -> strings.hasKey("pets::1") && strings.hasKey("pets::(1)"));
            assertThat(cache(a).get(1)).isNull();
            assertThat(a.getBean(Pets.class).pet(1).name()).isEqualTo("Leo");
            cache(a).clear();
            a.getBean(Pets.class).forgetAll();
            assertThat(oldCache.get(1, Pet.class)).isEqualTo(new Pet(1, "from Spring's own cache"));
            assertThat(strings.keys("pets::*")).hasSize(2);
        });
    }

    private String ask(String query) {
        return String.valueOf(new JdbcTemplate(postgres.dataSource(database)).queryForObject(query, String.class));
    }

    private static void warm(ApplicationContext context) {
        await().until(() -> {
            int before = context.getBean(Pets.class).loads();
            context.getBean(Pets.class).pet(1);
            return context.getBean(Pets.class).loads() == before;
        });
    }

    private static Cache cache(ApplicationContext context) {
        return Objects.requireNonNull(context.getBean(CacheManager.class).getCache("pets"));
    }

    record Pet(int id, String name) implements Serializable {}

    record Undeclared(String text) {}

    static class Pets {

        private final AtomicInteger loads = new AtomicInteger();
        private final JdbcTemplate jdbc;

        Pets(JdbcTemplate jdbc) {
            this.jdbc = jdbc;
        }

        public int loads() {
            return loads.get();
        }

        @Cacheable("pets")
        public Pet pet(int id) {
            loads.incrementAndGet();
            return Objects.requireNonNull(jdbc.queryForObject(
                    "SELECT id, name FROM pet WHERE id = ?",
                    (row, number) -> new Pet(row.getInt(1), row.getString(2)),
                    id));
        }

        @Cacheable(cacheNames = "pets", key = "'all'", sync = true)
        public List<Pet> all() {
            loads.incrementAndGet();
            return jdbc.query("SELECT id, name FROM pet", (row, number) -> new Pet(row.getInt(1), row.getString(2)));
        }

        @Cacheable(cacheNames = "pets", key = "#p0")
        public CompletableFuture<Pet> later(int id, CompletableFuture<Pet> source) {
            return source;
        }

        public void rename(int id, String name) {
            jdbc.update("UPDATE pet SET name = ? WHERE id = ?", name, id);
        }

        @CachePut(cacheNames = "pets", key = "#p0")
        public Pet put(int id, String name) {
            rename(id, name);
            return new Pet(id, name);
        }

        @CacheEvict("pets")
        public void forget(int id) {}

        @CacheEvict(cacheNames = "pets", allEntries = true)
        public void forgetAll() {}
    }
}
