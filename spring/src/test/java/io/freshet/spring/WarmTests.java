package io.freshet.spring;

import io.freshet.Freshet;
import io.freshet.annotation.Cached;
import io.freshet.spring.warm.WarmEndpoint;
import io.freshet.warm.WarmJob;
import io.freshet.warm.WarmStatus;
import io.freshet.warm.WarmStatus.State;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Jobs that warm, as beans. */
class WarmTests {

    private final ApplicationContextRunner application = Applications.jdbc()
            .withUserConfiguration(Shop.class)
            .withPropertyValues("management.endpoints.web.exposure.include=freshetwarm");

    private static void ready(ConfigurableApplicationContext context) {
        context.publishEvent(
                new ApplicationReadyEvent(new SpringApplication(Shop.class), new String[0], context, Duration.ZERO));
    }

    private static void awaitDone(ConfigurableApplicationContext context) {
        await().until(() -> context.getBean(Freshet.class).warmer().status().stream()
                .map(WarmStatus::state)
                .toList()
                .equals(List.of(State.DONE)));
    }

    @Test
    void job_beginsWhenTheApplicationIsReady_andCallsAreServedThen() {
        application.run(context -> {
            ConfigurableApplicationContext running = context.getSourceApplicationContext();
            ready(running);
            awaitDone(running);
            Catalog catalog = context.getBean(Catalog.class);
            assertThat(catalog.loads()).hasValue(20);
            assertThat(catalog.service(7)).isEqualTo("service 7");
            assertThat(catalog.loads()).hasValue(20);
            assertThat(context.getBean(WarmEndpoint.class).status())
                    .containsExactly(new WarmStatus("services", State.DONE, 20, 20, 0, 1, ""));
        });
    }

    @Test
    void job_waitsForACommand_ifItIsNotToBeginAtStart() {
        application.withPropertyValues("freshet.warm-at-start=false").run(context -> {
            ConfigurableApplicationContext running = context.getSourceApplicationContext();
            ready(running);
            WarmEndpoint endpoint = context.getBean(WarmEndpoint.class);
            assertThat(endpoint.status()).containsExactly(WarmStatus.idle("services"));
            assertThat(endpoint.begin("nobody's", null, null)).isNull();
            assertThat(endpoint.begin("services", null, null)).hasSize(1);
            awaitDone(running);
            Catalog catalog = context.getBean(Catalog.class);
            assertThat(catalog.loads()).hasValue(20);
            context.getBean(Freshet.class).invalidateAll();
            endpoint.begin("services", true, null);
            await().until(() -> catalog.loads().get() == 40);
        });
    }

    @Configuration(proxyBeanMethods = false)
    static class Shop {

        @Bean
        Catalog catalog() {
            return new Catalog();
        }

        @Bean
        WarmJob services(Catalog catalog) {
            return WarmJob.of(
                            "services",
                            () -> IntStream.rangeClosed(1, 20).boxed().toList(),
                            catalog::service)
                    .withMostPerSecond(0);
        }
    }

    static class Catalog {

        private final AtomicInteger loads = new AtomicInteger();

        public AtomicInteger loads() {
            return loads;
        }

        @Cached(cache = "catalog:service:{id}", tables = "service", shared = true)
        public String service(int id) {
            loads.incrementAndGet();
            return "service " + id;
        }
    }
}
