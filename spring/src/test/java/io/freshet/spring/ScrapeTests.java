package io.freshet.spring;

import io.freshet.Freshet;
import io.freshet.annotation.Cached;
import io.freshet.spring.observe.Meter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;

import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What Prometheus gets from a running application. */
class ScrapeTests {

    @Test
    void aLiveScrape_hasEveryMeter() {
        Applications.plain()
                .withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class))
                .withBean(PrometheusMeterRegistry.class, () -> new PrometheusMeterRegistry(PrometheusConfig.DEFAULT))
                .withBean(Greeter.class)
                .withPropertyValues("freshet.defaults.ttl=1m")
                .run(context -> {
                    Freshet freshet = context.getBean(Freshet.class);
                    await().until(() -> freshet.status().leaseRuns());
                    context.getBean(Greeter.class).greet();
                    freshet.invalidateAll();
                    String scraped =
                            context.getBean(PrometheusMeterRegistry.class).scrape();
                    Stream.of(Meter.values())
                            .forEach(meter -> assertThat(scraped)
                                    .contains("# HELP " + meter.text().replace('.', '_')));
                    assertThat(scraped)
                            .contains("freshet_staleness_limit_seconds " + (double) Applications.BOUND.toSeconds())
                            .contains("freshet_lease_gained_total 1.0")
                            .contains("freshet_lease_lost_total 0.0")
                            .contains("freshet_direct 0.0")
                            .contains("freshet_invalidation_lag_seconds{quantile=\"0.99\"}")
                            .contains("freshet_invalidation_lag_seconds{quantile=\"1\"}")
                            .contains("freshet_invalidation_duration_seconds_count 1")
                            .contains("freshet_shadow_violations_total 0.0");
                });
    }

    static class Greeter {
        @Cached(cache = "greeting")
        public String greet() {
            return "hello";
        }
    }
}
