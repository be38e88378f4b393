package io.freshet.spring;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.freshet.annotation.Cached;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.cache.actuate.endpoint.CachesEndpoint;
import org.springframework.boot.cache.autoconfigure.CachesEndpointAutoConfiguration;
import org.springframework.boot.cache.autoconfigure.metrics.CacheMetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.caffeine.CaffeineCacheManager;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** What Boot's own Actuator says of the caches, and its meters beside ours. */
@ExtendWith(OutputCaptureExtension.class)
class SpringCacheMetersTests {

    private static final AutoConfigurations METRICS =
            AutoConfigurations.of(MetricsAutoConfiguration.class, CacheMetricsAutoConfiguration.class);

    private final ApplicationContextRunner application = SpringCacheApplications.plain()
            .withConfiguration(METRICS)
            .withConfiguration(AutoConfigurations.of(CachesEndpointAutoConfiguration.class))
            .withBean(PrometheusMeterRegistry.class, () -> new PrometheusMeterRegistry(PrometheusConfig.DEFAULT))
            .withPropertyValues("management.endpoints.web.exposure.include=*", "freshet.defaults.ttl=1m");

    @Test
    void springsCachesOnFreshet_haveItsMeters() {
        application.withBean(Words.class).run(context -> {
            SpringCacheApplications.haveLease(context);
            Words words = context.getBean(Words.class);
            words.word(1);
            words.word(1);
            String scraped = context.getBean(PrometheusMeterRegistry.class).scrape();
            assertThat(scraped)
                    .contains(
                            "cache_gets_total{cache=\"words\",cache_manager=\"freshet\",name=\"words\",result=\"hit\"} 1.0")
                    .contains(
                            "cache_gets_total{cache=\"words\",cache_manager=\"freshet\",name=\"words\",result=\"miss\"} 1.0")
                    .contains("cache_puts_total{cache=\"words\",cache_manager=\"freshet\",name=\"words\"} 1.0")
                    .contains("freshet_hits_total{cache=\"words\",tier=\"l1\"} 1.0");
        });
    }

    @Test
    void bootsMetersOfAnotherCache_andOurs_shareOneRegistry(CapturedOutput output) {
        application
                .withBean("own", CacheManager.class, SpringCacheMetersTests::caffeine)
                .withBean(Words.class)
                .withBean(Greeter.class)
                .run(context -> {
                    SpringCacheApplications.haveLease(context);
                    context.getBean(Words.class).word(1);
                    context.getBean(Greeter.class).greet();
                    String scraped =
                            context.getBean(PrometheusMeterRegistry.class).scrape();
                    assertThat(scraped)
                            .contains(
                                    "cache_gets_total{cache=\"words\",cache_manager=\"own\",name=\"words\",result=\"miss\"} 1.0")
                            .contains(
                                    "cache_gets_total{cache=\"greeting\",cache_manager=\"freshet\",name=\"greeting\",result=\"miss\"} 1.0")
                            .contains("cache_size{cache=\"words\",cache_manager=\"own\",name=\"words\"}")
                            .contains("cache_size{cache=\"greeting\",cache_manager=\"freshet\",name=\"greeting\"}")
                            .contains("freshet_load_duration_seconds_count{cache=\"greeting\"}");
                    assertThat(output).doesNotContain("registration has failed");
                });
    }

    private static CacheManager caffeine() {
        CaffeineCacheManager manager = new CaffeineCacheManager("words");
        manager.setCaffeine(Caffeine.newBuilder().recordStats());
        return manager;
    }

    @Test
    void actuator_listsAndClearsThem() {
        application.withBean(Words.class).run(context -> {
            SpringCacheApplications.haveLease(context);
            CachesEndpoint endpoint = context.getBean(CachesEndpoint.class);
            Words words = context.getBean(Words.class);
            assertThat(words.word(1)).isEqualTo(words.word(1));
            assertThat(endpoint.caches().getCacheManagers().get("cacheManager").getCaches())
                    .containsOnlyKeys("words");
            assertThat(endpoint.cache("words", null)).isNotNull();
            assertThat(endpoint.clearCache("words", null)).isTrue();
            assertThat(SpringCacheApplications.cache(context, "words").get(1)).isNull();
            words.word(1);
            endpoint.clearCaches();
            assertThat(SpringCacheApplications.cache(context, "words").get(1)).isNull();
        });
    }

    static class Words {
        @Cacheable("words")
        public List<String> word(int id) {
            return List.of("word " + id);
        }
    }

    static class Greeter {
        @Cached(cache = "greeting")
        public String greet() {
            return "hello";
        }
    }
}
