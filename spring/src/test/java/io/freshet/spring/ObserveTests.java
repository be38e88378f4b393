package io.freshet.spring;

import io.freshet.Freshet;
import io.freshet.annotation.Cached;
import io.freshet.annotation.Invalidates;
import io.freshet.spring.ObservedPets.Pet;
import io.freshet.spring.ObservedPets.PetRows;
import io.freshet.spring.ObservedPets.Pets;
import io.freshet.spring.watch.ObserveEndpoint;
import io.freshet.spring.watch.ObserveMeter;
import io.freshet.spring.watch.WatchReport;
import io.freshet.spring.watch.account.Finding;
import io.freshet.spring.watch.account.FindingKind;
import io.freshet.spring.watch.account.Watch;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.cache.caffeine.CaffeineCacheManager;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** An application on Caffeine and H2, observed. */
@ExtendWith(OutputCaptureExtension.class)
class ObserveTests {

    private final ApplicationContextRunner application = ObservedPets.observe(Applications.jdbc());

    private static Pets pets(ApplicationContext context) {
        JdbcTemplate jdbc = context.getBean(JdbcTemplate.class);
        jdbc.execute(ObservedPets.TABLE);
        jdbc.execute(ObservedPets.ROWS);
        return context.getBean(Pets.class);
    }

    private static void transaction(ApplicationContext context, Runnable work) {
        new TransactionTemplate(context.getBean(PlatformTransactionManager.class))
                .executeWithoutResult(status -> work.run());
    }

    @Test
    void forgottenEviction_isFound_andToldOnceWithWhatHelps(CapturedOutput output) {
        application.run(context -> {
            Pets pets = pets(context);
            pets.pet(1);
            await().until(() -> context.getBean(Watch.class).method("Pets.pet").sameCount() > 0);
            pets.renameForgetfully(1, "Max");
            await().untilAsserted(() -> {
                assertThat(pets.pet(1).name()).as("as without Freshet").isEqualTo("Leo");
                assertThat(ObservedPets.found(context, FindingKind.MISSING_INVALIDATION))
                        .singleElement()
                        .satisfies(found -> {
                            Finding finding = found.finding();
                            assertThat(finding.cache()).isEqualTo("pets");
                            assertThat(finding.method()).isEqualTo("Pets.pet");
                            assertThat(finding.table()).isEqualTo("pet");
                            assertThat(finding.writer()).isEqualTo("PetRows.rename");
                        });
            });
        });
        assertThat(output)
                .containsOnlyOnce("Freshet has found missing-invalidation. Cache 'pets': key 1 of Pets.pet")
                .contains("Add a @CacheEvict for this cache to the writer")
                .contains("Freshet has observed ")
                .contains("- missing-invalidation (times: 1).");
    }

    @Test
    void evictionWithinATransactionThatWrites_isFound() {
        application.run(context -> {
            Pets pets = pets(context);
            transaction(context, () -> pets.rename(1, "Max"));
            assertThat(ObservedPets.found(context, FindingKind.EARLY_EVICTION))
                    .hasSize(2)
                    .first()
                    .satisfies(found -> {
                        assertThat(found.finding().method()).isEqualTo("Pets.rename");
                        assertThat(found.finding().table()).isEqualTo("pet");
                    });
        });
    }

    @Test
    void putOfWhatIsNotCommitted_isFound() {
        application.run(context -> {
            Pets pets = pets(context);
            transaction(context, () -> pets.renamed(1, "Max"));
            assertThat(ObservedPets.found(context, FindingKind.EARLY_EVICTION))
                    .singleElement()
                    .satisfies(
                            found -> assertThat(found.finding().sentence()).contains("put of key 1 by Pets.renamed"));
        });
    }

    @Test
    void evictionsThatAreRight_areNot() {
        application.run(context -> {
            Pets pets = pets(context);
            pets.rename(1, "outside of a transaction");
            transaction(context, () -> pets.evicted(1));
            transaction(context, () -> {
                pets.pet(1);
                context.getBean(PetRows.class).rename(2, "after a load");
            });
            new TransactionTemplate(context.getBean(PlatformTransactionManager.class)).executeWithoutResult(status -> {
                pets.rename(1, "rolled back");
                status.setRollbackOnly();
            });
            assertThat(ObservedPets.found(context, FindingKind.EARLY_EVICTION)).isEmpty();
        });
    }

    @Test
    void cachesThatKeepForEver_areFound() {
        application.run(context -> {
            pets(context).pet(1);
            assertThat(ObservedPets.found(context, FindingKind.NO_EXPIRY))
                    .singleElement()
                    .extracting(found -> found.finding().cache())
                    .isEqualTo("pets");
        });
    }

    @Test
    void nothingAnswersOtherwise() {
        List<String> observed = new ArrayList<>();
        List<String> alone = new ArrayList<>();
        application.run(context -> observed.addAll(story(context)));
        ObservedPets.beans(Applications.jdbc())
                .withPropertyValues("freshet.enabled=false")
                .run(context -> alone.addAll(story(context)));
        assertThat(observed).hasSizeGreaterThan(10).isEqualTo(alone);
    }

    private static List<String> story(ApplicationContext context) {
        Pets pets = pets(context);
        Cache cache = SpringCacheApplications.cache(context, "pets");
        List<String> told = new ArrayList<>();
        told.add(String.valueOf(pets.pet(1)));
        context.getBean(PetRows.class).rename(1, "Max");
        told.add(String.valueOf(pets.pet(1)));
        told.add(String.valueOf(pets.renamed(1, "Coco")));
        told.add(String.valueOf(pets.pet(1)));
        told.add(String.valueOf(pets.all()));
        pets.rename(2, "Rosy");
        told.add(String.valueOf(pets.all()));
        told.add(String.valueOf(cache.get(7)));
        told.add(String.valueOf(cache.putIfAbsent(7, new Pet(7, "Seven"))));
        told.add(String.valueOf(cache.get(7, Pet.class)));
        told.add(failure(() -> cache.get(7, String.class)));
        told.add(failure(() -> pets.pet(99)));
        told.add(failure(() -> cache.get(8, () -> {
            throw new IllegalStateException("no");
        })));
        told.add(String.valueOf(cache.evictIfPresent(7)));
        told.add(String.valueOf(cache.invalidate()));
        told.add(String.valueOf(pets.pet(2)));
        return told;
    }

    private static String failure(Runnable work) {
        try {
            work.run();
            return "none";
        } catch (RuntimeException e) {
            return e.getClass().getName() + ": " + e.getMessage() + " by " + e.getCause();
        }
    }

    @Test
    void report_hasHitRates_andWhatMethodsRead() {
        application.run(context -> {
            Pets pets = pets(context);
            pets.pet(1);
            pets.pet(1);
            pets.pet(1);
            pets.all();
            assertThat(new ObserveEndpoint(context.getBean(WatchReport.class)).report())
                    .containsEntry("mode", "observe")
                    .hasEntrySatisfying(
                            "caches",
                            caches -> assertThat(String.valueOf(caches))
                                    .contains("name=pets, hits=2, misses=1, hitRate=0.66")
                                    .contains("expiry=never"))
                    .hasEntrySatisfying(
                            "methods",
                            methods -> assertThat(String.valueOf(methods))
                                    .contains("name=Pets.pet, reads=[pet]")
                                    .contains("name=Pets.all, reads=[pet]"));
        });
    }

    @Test
    void aLiveScrape_hasEveryMeter() {
        application
                .withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class))
                .withBean(PrometheusMeterRegistry.class, () -> new PrometheusMeterRegistry(PrometheusConfig.DEFAULT))
                .run(context -> {
                    pets(context).pet(1);
                    String scraped =
                            context.getBean(PrometheusMeterRegistry.class).scrape();
                    Stream.of(ObserveMeter.values())
                            .forEach(meter -> assertThat(scraped)
                                    .contains("# HELP " + meter.text().replace('.', '_')));
                    assertThat(scraped)
                            .contains("freshet_observe_gets_total{cache=\"pets\",result=\"miss\"} 1.0")
                            .contains("freshet_observe_findings_total{kind=\"no-expiry\"} 1.0");
                });
    }

    @Test
    void nothingOfFreshetsCacheIsThere() {
        application.run(context -> {
            assertThat(context).hasNotFailed().doesNotHaveBean(Freshet.class);
            assertThat(context.getBean(CacheManager.class)).isInstanceOf(CaffeineCacheManager.class);
        });
    }

    @Test
    void ownAnnotations_areRefused() {
        application
                .withBean(Own.class)
                .run(context -> assertThat(context)
                        .hasFailed()
                        .getFailure()
                        .hasMessageContaining("freshet.mode is observe, which caches and invalidates nothing")
                        .hasMessageContaining("Own.cached is annotated with @Cached")
                        .hasMessageContaining("Own.invalidating is annotated with @Invalidates")
                        .hasMessageContaining("Set freshet.mode=on"));
    }

    @Test
    void mistakesInItsSettings_areToldAtOnce() {
        application
                .withPropertyValues(
                        "freshet.observe.share=2",
                        "freshet.observe.rate=0",
                        "freshet.observe.grace=0s",
                        "freshet.observe.entries=0",
                        "freshet.observe.sahre=1")
                .run(context -> assertThat(context)
                        .hasFailed()
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("freshet.observe.share is 2.0")
                        .hasMessageContaining("freshet.observe.rate is 0.0")
                        .hasMessageContaining("freshet.observe.grace is 0ms")
                        .hasMessageContaining("freshet.observe.entries is 0")
                        .hasMessageContaining("freshet.observe.sahre"));
    }

    static class Own {

        @Cached(cache = "own", ttl = "1m")
        public String cached() {
            return "";
        }

        @Invalidates("own")
        public void invalidating() {}
    }
}
