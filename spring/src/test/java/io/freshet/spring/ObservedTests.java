package io.freshet.spring;

import io.freshet.Freshet;
import io.freshet.annotation.Cached;
import io.freshet.annotation.Observe;
import io.freshet.spring.Salon.Prices;
import jakarta.persistence.EntityManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.annotation.Transactional;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Loads that are observed, on a database without triggers. */
@ExtendWith(OutputCaptureExtension.class)
class ObservedTests {

    private final ApplicationContextRunner application =
            Applications.jpa().withUserConfiguration(Salon.class, Reading.class);

    @Test
    void whatAMethodReads_isWhatItDependsOn() {
        application.run(context -> {
            Totals totals = ready(context);
            Prices prices = context.getBean(Prices.class);
            warm(totals::total, totals);
            prices.raiseByJpa(1, 20);
            assertThat(totals.total()).isEqualTo(20);
            warm(totals::total, totals);
            prices.raiseByJdbc(1, 30);
            assertThat(totals.total()).isEqualTo(30);
        });
    }

    @Test
    void whatIsDeclared_standsForIt_unlessBothAreAskedFor() {
        application.run(context -> {
            Totals totals = ready(context);
            warm(totals::declared, totals);
            warm(totals::always, totals);
            context.getBean(Prices.class).raiseByJdbc(1, 20);
            assertThat(totals.declared()).isEqualTo(10);
            assertThat(totals.always()).isEqualTo(20);
        });
    }

    @Test
    void settings_winOverTheAnnotation_andTheAnnotationOverTheDefault() {
        application
                .withPropertyValues("freshet.caches.total.observe=never", "freshet.defaults.observe=always")
                .run(context -> {
                    Totals totals = ready(context);
                    warm(totals::total, totals);
                    warm(totals::declared, totals);
                    warm(totals::never, totals);
                    context.getBean(Prices.class).raiseByJdbc(1, 20);
                    assertThat(totals.total()).as("never, by its own setting").isEqualTo(10);
                    assertThat(totals.declared()).as("always, by default").isEqualTo(20);
                    assertThat(totals.never()).as("never, by annotation").isEqualTo(10);
                });
    }

    @Test
    void whatAnotherThreadReads_isNotSeen_andThatIsSaidOnce(CapturedOutput output) {
        application.run(context -> {
            Totals totals = ready(context);
            warm(totals::elsewhere, totals);
            totals.elsewhere();
        });
        assertThat(output).containsOnlyOnce("Cache 'elsewhere' declares no dependency");
    }

    private static void warm(IntSupplier read, Totals totals) {
        await().until(() -> {
            read.getAsInt();
            int before = totals.loads();
            read.getAsInt();
            return totals.loads() == before;
        });
    }

    private static Totals ready(ApplicationContext context) {
        Freshet freshet = context.getBean(Freshet.class);
        await().until(() -> freshet.status().leaseRuns());
        context.getBean(Prices.class).insert(1, 10);
        return context.getBean(Totals.class);
    }

    @Configuration(proxyBeanMethods = false)
    static class Reading {

        @Bean
        Totals totals(EntityManager entities, JdbcTemplate jdbc) {
            return new Totals(entities, jdbc);
        }
    }

    /** Cached reads. */
    static class Totals {

        private final AtomicInteger loads = new AtomicInteger();
        private final EntityManager entities;
        private final JdbcTemplate jdbc;

        Totals(EntityManager entities, JdbcTemplate jdbc) {
            this.entities = entities;
            this.jdbc = jdbc;
        }

        public int loads() {
            return loads.get();
        }

        @Cached(cache = "total")
        @Transactional(readOnly = true)
        public int total() {
            loads.incrementAndGet();
            return entities.createQuery("SELECT sum(o.price) FROM Salon$Offer o", Long.class)
                    .getSingleResult()
                    .intValue();
        }

        @Cached(cache = "declared", tags = "prices")
        public int declared() {
            return sum();
        }

        @Cached(cache = "always", tags = "prices", observe = Observe.ALWAYS)
        public int always() {
            return sum();
        }

        @Cached(cache = "never", observe = Observe.NEVER)
        public int never() {
            return sum();
        }

        @Cached(cache = "elsewhere")
        public int elsewhere() {
            return CompletableFuture.supplyAsync(this::sum).join();
        }

        private int sum() {
            loads.incrementAndGet();
            return Objects.requireNonNull(jdbc.queryForObject("SELECT sum(price) FROM offered_service", Integer.class));
        }
    }
}
