package io.freshet.spring;

import io.freshet.Freshet;
import io.freshet.annotation.Cached;
import io.freshet.annotation.Invalidates;
import io.freshet.annotation.Tenant;
import io.freshet.event.Outcome;
import io.freshet.read.Consistency;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.core.annotation.AliasFor;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** One instance on H2, whose writes are captured from its JDBC statements. */
class CachingTests {

    private final ApplicationContextRunner application = Applications.jdbc().withBean(Catalog.class);

    @Test
    void secondRead_isAHit_untilTheTableIsWritten() {
        run((context, catalog) -> {
            assertThat(catalog.price(1)).isEqualTo(10);
            assertThat(catalog.price(1)).isEqualTo(10);
            assertThat(catalog.loads()).hasValue(1);
            jdbc(context).update("UPDATE service SET price = 11 WHERE id = 1");
            assertThat(catalog.price(1)).isEqualTo(11);
            assertThat(catalog.loads()).hasValue(2);
        });
    }

    @Test
    void rollback_evictsNothing() {
        run((context, catalog) -> {
            catalog.price(1);
            assertThatThrownBy(() -> catalog.writeAndFail()).isInstanceOf(IllegalStateException.class);
            assertThat(catalog.price(1)).isEqualTo(10);
            assertThat(catalog.loads()).hasValue(1);
        });
    }

    @Test
    void readsInsideAWritingTransaction_goPastTheCache_andFillNothing() {
        run((context, catalog) -> {
            catalog.price(1);
            transactions(context).executeWithoutResult(status -> {
                jdbc(context).update("UPDATE service SET price = 12 WHERE id = 1");
                assertThat(catalog.price(1)).isEqualTo(12);
                status.setRollbackOnly();
            });
            assertThat(catalog.price(1)).isEqualTo(10);
            assertThat(gets(context, Outcome.BYPASS)).isEqualTo(1);
        });
    }

    @Test
    void readInsideAReadingTransaction_isServed() {
        run((context, catalog) -> {
            catalog.price(1);
            transactions(context).executeWithoutResult(status -> {
                jdbc(context).queryForObject("SELECT count(*) FROM service", Integer.class);
                assertThat(catalog.price(1)).isEqualTo(10);
                assertThat(catalog.price(2)).isEqualTo(20);
            });
            assertThat(gets(context, Outcome.HIT_L1)).isEqualTo(1);
            catalog.price(2);
            assertThat(catalog.loads()).hasValue(3);
        });
    }

    @Test
    void repeatableRead_goesPastTheCache() {
        run((context, catalog) -> {
            catalog.price(1);
            TransactionTemplate repeatable = transactions(context);
            repeatable.setIsolationLevel(TransactionTemplate.ISOLATION_REPEATABLE_READ);
            repeatable.executeWithoutResult(status -> catalog.price(1));
            assertThat(gets(context, Outcome.BYPASS)).isEqualTo(1);
        });
    }

    @Test
    void invalidates_afterNormalReturn_onlyTheNamedSegment() {
        run((context, catalog) -> {
            catalog.price(1);
            catalog.price(2);
            catalog.forget(1);
            catalog.price(1);
            catalog.price(2);
            assertThat(catalog.loads()).hasValue(3);
        });
    }

    @Test
    void invalidates_onRollback_doesNothing() {
        run((context, catalog) -> {
            catalog.price(1);
            transactions(context).executeWithoutResult(status -> {
                catalog.forgetInTransaction();
                status.setRollbackOnly();
            });
            catalog.price(1);
            assertThat(catalog.loads()).hasValue(1);
        });
    }

    @Test
    void invalidates_inTransaction_isEffectiveWithItsCommit() {
        run((context, catalog) -> {
            catalog.price(1);
            transactions(context).executeWithoutResult(status -> {
                catalog.forgetInTransaction();
                assertThat(gets(context, Outcome.MISS)).isEqualTo(1);
            });
            catalog.price(1);
            assertThat(catalog.loads()).hasValue(2);
        });
    }

    @Test
    void invalidates_throughTag_andComposedAnnotation() {
        run((context, catalog) -> {
            catalog.opening();
            catalog.opening();
            assertThat(catalog.openings()).hasValue(1);
            catalog.reopen();
            catalog.opening();
            assertThat(catalog.openings()).hasValue(2);
            assertThat(cache(context, "opening").policy().timeToLive()).isEqualTo(Duration.ofSeconds(7));
        });
    }

    @Test
    void thrown_neitherInvalidatesNorIsKept() {
        run((context, catalog) -> {
            catalog.price(1);
            assertThatThrownBy(() -> catalog.forgetButFail(1)).hasMessage("on purpose");
            catalog.price(1);
            assertThat(catalog.loads()).hasValue(1);
        });
    }

    @Test
    void emptyOptional_isAValue() {
        run((context, catalog) -> {
            assertThat(catalog.note(5)).isEmpty();
            assertThat(catalog.note(5)).isEmpty();
            assertThat(catalog.notes()).hasValue(1);
        });
    }

    @Test
    void tenantParameter_keepsTenantsApart() {
        run((context, catalog) -> {
            assertThat(catalog.greeting("a")).isEqualTo("hello a");
            assertThat(catalog.greeting("b")).isEqualTo("hello b");
            assertThat(catalog.greeting("a")).isEqualTo("hello a");
            assertThat(catalog.greetings()).hasValue(2);
        });
    }

    @Test
    void methodsThatAgree_shareACache() {
        application.withBean(SecondCatalog.class).run(context -> {
            Catalog catalog = ready(context);
            catalog.price(1);
            assertThat(context.getBean(SecondCatalog.class).cost(1)).isEqualTo(10);
            assertThat(gets(context, Outcome.HIT_L1)).isEqualTo(1);
        });
    }

    @Test
    void configuredNames_areRelaxed_andWinOverCode() {
        for (String name : new String[] {"service-price", "[service:price]", "servicePrice"}) {
            application
                    .withInitializer(context -> context.getEnvironment()
                            .getPropertySources()
                            .addFirst(new MapPropertySource(
                                    "yaml",
                                    Map.of(
                                            "freshet.caches." + name + ".ttl",
                                            "9s",
                                            "freshet.caches." + name + ".local-maximum",
                                            3))))
                    .run(context -> {
                        assertThat(context).hasNotFailed();
                        assertThat(cache(context, "service:price").policy().timeToLive())
                                .as(name)
                                .isEqualTo(Duration.ofSeconds(9));
                        assertThat(cache(context, "service:price").policy().localMaximum())
                                .isEqualTo(3);
                    });
        }
    }

    @Test
    void consistency_isThatOfTheConfiguration_thenOfTheAnnotation_thenTheDefault() {
        application
                .withPropertyValues(
                        "freshet.caches.note.consistency=bounded",
                        "freshet.caches.note.one-load-in-fleet=false",
                        "freshet.caches.note.from-replica=true",
                        "freshet.defaults.one-load-in-fleet=true")
                .run(context -> {
                    assertThat(cache(context, "note").policy().consistency()).isEqualTo(Consistency.BOUNDED);
                    assertThat(cache(context, "note").policy().oneLoadInFleet()).isFalse();
                    assertThat(cache(context, "note").policy().fromReplica()).isTrue();
                    assertThat(cache(context, "greeting").policy().oneLoadInFleet())
                            .isTrue();
                    assertThat(cache(context, "greeting").policy().fromReplica())
                            .isFalse();
                });
        run((context, catalog) -> {
            assertThat(cache(context, "note").policy().isStrict()).isTrue();
            assertThat(cache(context, "greeting").policy().isStrict()).isFalse();
            catalog.note(1);
            catalog.note(1);
            assertThat(catalog.notes()).as("a strict cache serves too").hasValue(1);
        });
        application
                .withPropertyValues("freshet.defaults.consistency=strict")
                .run(context -> assertThat(cache(context, "greeting").policy().isStrict())
                        .isTrue());
    }

    @Test
    void shortestBound_isHeld() {
        application.withPropertyValues("freshet.bound=250ms").run(context -> {
            Catalog catalog = ready(context);
            catalog.price(1);
            await().until(() -> {
                int before = catalog.loads().get();
                catalog.price(1);
                return catalog.loads().get() == before;
            });
        });
    }

    @Test
    void disabled_leavesMethodsAlone() {
        application.withPropertyValues("freshet.enabled=false").run(context -> {
            assertThat(context).hasNotFailed().doesNotHaveBean(Freshet.class);
            jdbc(context).execute(Catalog.SCHEMA);
            Catalog catalog = context.getBean(Catalog.class);
            catalog.price(1);
            catalog.price(1);
            assertThat(catalog.loads()).hasValue(2);
        });
    }

    @Test
    void captureNone_onlyInvalidatesByHand() {
        application.withPropertyValues("freshet.capture=none").run(context -> {
            Catalog catalog = ready(context);
            catalog.price(1);
            jdbc(context).update("UPDATE service SET price = 13 WHERE id = 1");
            assertThat(catalog.price(1)).isEqualTo(10);
            catalog.forgetInTransaction();
            assertThat(catalog.price(1)).isEqualTo(13);
        });
    }

    private interface Use {
        void with(ApplicationContext context, Catalog catalog) throws Exception;
    }

    private void run(Use use) {
        application.run(context -> {
            assertThat(context).hasNotFailed();
            use.with(context, ready(context));
        });
    }

    private static Catalog ready(ApplicationContext context) {
        jdbc(context).execute(Catalog.SCHEMA);
        Freshet freshet = context.getBean(Freshet.class);
        await().until(() -> freshet.status().leaseRuns());
        return context.getBean(Catalog.class);
    }

    private static JdbcTemplate jdbc(ApplicationContext context) {
        return context.getBean(JdbcTemplate.class);
    }

    private static TransactionTemplate transactions(ApplicationContext context) {
        return new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
    }

    private static io.freshet.Cache<?, ?> cache(ApplicationContext context, String name) {
        return Objects.requireNonNull(context.getBean(Freshet.class).cache(name));
    }

    private static long gets(ApplicationContext context, Outcome outcome) {
        return cache(context, "service:price").meter().reads(outcome);
    }

    static class Catalog {

        static final String SCHEMA =
                "CREATE TABLE service (id INT PRIMARY KEY, price INT); INSERT INTO service VALUES (1, 10), (2, 20)";

        private final AtomicInteger loads = new AtomicInteger();
        private final AtomicInteger openings = new AtomicInteger();
        private final AtomicInteger notes = new AtomicInteger();
        private final AtomicInteger greetings = new AtomicInteger();
        private final JdbcTemplate jdbc;

        Catalog(JdbcTemplate jdbc) {
            this.jdbc = jdbc;
        }

        @Cached(cache = "service:price:{id}", tables = "service")
        public int price(int id) {
            loads.incrementAndGet();
            return Objects.requireNonNull(
                    jdbc.queryForObject("SELECT price FROM service WHERE id = ?", Integer.class, id));
        }

        public AtomicInteger loads() {
            return loads;
        }

        public AtomicInteger openings() {
            return openings;
        }

        public AtomicInteger notes() {
            return notes;
        }

        public AtomicInteger greetings() {
            return greetings;
        }

        @Brief(cache = "opening")
        public String opening() {
            return "from " + openings.incrementAndGet();
        }

        @Cached(cache = "note:{id}", strict = true)
        public Optional<String> note(int id) {
            notes.incrementAndGet();
            return Optional.empty();
        }

        @Cached(cache = "greeting")
        public String greeting(@Tenant String tenant) {
            greetings.incrementAndGet();
            return "hello " + tenant;
        }

        @Invalidates("service:price:{id}")
        public void forget(int id) {}

        @Transactional
        @Invalidates("service:*")
        @Invalidates(tags = "unused")
        public void forgetInTransaction() {}

        @Invalidates("service:price:{id}")
        public void forgetButFail(int id) {
            throw new IllegalStateException("on purpose");
        }

        @OpeningChanged
        public void reopen() {}

        @Transactional
        public void writeAndFail() {
            jdbc.update("UPDATE service SET price = 99");
            throw new IllegalStateException("on purpose");
        }
    }

    static class SecondCatalog {
        @Cached(cache = "service:price:{id}", tables = "service")
        public int cost(int id) {
            return -id;
        }
    }

    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    @Cached(cache = "", ttl = "7s", tags = "opening-hours")
    @interface Brief {
        @AliasFor(annotation = Cached.class, attribute = "cache")
        String cache();
    }

    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    @Invalidates(tags = "opening-hours")
    @interface OpeningChanged {}
}
