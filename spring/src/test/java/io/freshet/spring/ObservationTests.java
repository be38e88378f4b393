package io.freshet.spring;

import io.freshet.Freshet;
import io.freshet.annotation.Cached;
import io.freshet.hot.HotKey;
import io.freshet.spring.configure.FreshetAutoConfiguration;
import io.freshet.spring.configure.WebAutoConfiguration;
import io.freshet.spring.observe.FreshetEndpoint;
import io.freshet.spring.observe.FreshetHealth;
import io.freshet.spring.observe.Meter;
import io.freshet.spring.web.CacheHeaderFilter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import java.util.Objects;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What is told to meters, endpoint, health and responses. */
class ObservationTests {

    private final ApplicationContextRunner application = Applications.plain()
            .withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class))
            .withBean(SimpleMeterRegistry.class)
            .withBean(Greeter.class)
            .withPropertyValues("management.endpoints.web.exposure.include=freshet", "freshet.defaults.ttl=1m");

    @Test
    void meters_countByResultAndTier() {
        application.run(context -> {
            greetTwice(context);
            MeterRegistry registry = context.getBean(MeterRegistry.class);
            assertThat(registry.get(Meter.GETS.text())
                            .tags("cache", "greeting", "result", "hit")
                            .functionCounter()
                            .count())
                    .isEqualTo(1);
            assertThat(registry.get(Meter.HITS.text())
                            .tags("cache", "greeting", "tier", "l1")
                            .functionCounter()
                            .count())
                    .isEqualTo(1);
            assertThat(registry.get(Meter.GETS.text())
                            .tags("cache", "greeting", "result", "miss")
                            .functionCounter()
                            .count())
                    .isEqualTo(1);
            assertThat(registry.get(Meter.LOAD_DURATION.text())
                            .tag("cache", "greeting")
                            .functionTimer()
                            .count())
                    .isEqualTo(1);
            assertThat(registry.get(Meter.STALENESS_LIMIT.text()).timeGauge().value(TimeUnit.SECONDS))
                    .isEqualTo(Applications.BOUND.toSeconds());
            assertThat(registry.get(Meter.STALENESS_BOUND.text()).timeGauge().value(TimeUnit.SECONDS))
                    .isBetween(0.0, (double) Applications.BOUND.toSeconds());
            assertThat(registry.get(Meter.LEASE_GAINED.text()).functionCounter().count())
                    .isEqualTo(1);
            context.getBean(Freshet.class).invalidateAll();
            assertThat(registry.get(Meter.INVALIDATION_DURATION.text()).timer().count())
                    .isEqualTo(1);
        });
    }

    @Test
    void hotKeys_areListed() {
        application.run(context -> {
            greetTwice(context);
            assertThat(context.getBean(FreshetEndpoint.class).part("hotkeys"))
                    .singleElement()
                    .isInstanceOfSatisfying(HotKey.class, key -> {
                        assertThat(key.cache()).isEqualTo("greeting");
                        assertThat(key.share()).isEqualTo(1);
                        assertThat(key.isHot()).isFalse();
                    });
            assertThat(context.getBean(FreshetEndpoint.class).part("other")).isNull();
        });
    }

    @Test
    void endpoint_showsCachesWithTheOriginOfTheirTtl() {
        application.run(context -> {
            greetTwice(context);
            FreshetEndpoint.View view = context.getBean(FreshetEndpoint.class).view();
            assertThat(view.caches()).singleElement().satisfies(cache -> {
                assertThat(cache.name()).isEqualTo("greeting");
                assertThat(cache.template()).isEqualTo("greeting:{name}");
                assertThat(cache.ttlOrigin()).contains("freshet.defaults.ttl");
                assertThat(cache.gets()).containsEntry("hit-l1", 1L).containsEntry("miss", 1L);
                assertThat(cache.hitRate()).isEqualTo(0.5);
            });
            assertThat(view.status().leaseRuns()).isTrue();
            assertThat(view.stalenessBound()).isLessThanOrEqualTo(view.status().bound());
            assertThat(view.shadowReads().compared()).isZero();
            assertThat(view.knownLag().gapsRepaired()).isZero();
        });
    }

    @Test
    void health_isUpWithDetails() {
        application.run(context -> {
            greetTwice(context);
            var health =
                    Objects.requireNonNull(context.getBean(FreshetHealth.class).health(true));
            assertThat(health.getStatus()).isEqualTo(Status.UP);
            assertThat(health.getDetails())
                    .containsEntry("status", "trusted")
                    .containsEntry("direct", false)
                    .containsEntry("boundMillis", Applications.BOUND.toMillis());
            assertThat(health.getDetails()).containsKeys("lineage", "stalenessMillis");
        });
    }

    @Test
    void response_tellsTheWorstOutcome_andNoCacheGoesToTheSource() {
        new WebApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(FreshetAutoConfiguration.class, WebAutoConfiguration.class))
                .withBean(Greeter.class)
                .withPropertyValues("freshet.web.headers=true", "freshet.defaults.ttl=1m", "freshet.bound=10s")
                .run(context -> {
                    greetTwice(context);
                    CacheHeaderFilter filter = context.getBean(CacheHeaderFilter.class);
                    Greeter greeter = context.getBean(Greeter.class);
                    assertThat(headerOf(filter, new MockHttpServletRequest(), () -> greeter.greet("you")))
                            .isEqualTo("hit-l1");
                    assertThat(headerOf(filter, new MockHttpServletRequest(), () -> {
                                greeter.greet("new");
                                greeter.greet("you");
                            }))
                            .isEqualTo("miss");
                    MockHttpServletRequest request = new MockHttpServletRequest();
                    request.addHeader("Cache-Control", "no-cache");
                    assertThat(headerOf(filter, request, () -> greeter.greet("you")))
                            .isEqualTo("bypass");
                    assertThat(headerOf(filter, new MockHttpServletRequest(), () -> {}))
                            .isNull();
                });
    }

    private static @Nullable String headerOf(CacheHeaderFilter filter, MockHttpServletRequest request, Runnable work)
            throws Exception {
        MockHttpServletResponse response = new MockHttpServletResponse();
        filter.doFilter(request, response, (q, r) -> work.run());
        return response.getHeader("X-Cache");
    }

    private static void greetTwice(ApplicationContext context) {
        Freshet freshet = context.getBean(Freshet.class);
        await().until(() -> freshet.status().leaseRuns());
        Greeter greeter = context.getBean(Greeter.class);
        assertThat(greeter.greet("you")).isEqualTo("hello you");
        assertThat(greeter.greet("you")).isEqualTo("hello you");
    }

    static class Greeter {
        @Cached(cache = "greeting:{name}")
        public String greet(String name) {
            return "hello " + name;
        }
    }
}
