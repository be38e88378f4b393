package io.freshet.spring;

import io.freshet.Freshet;
import io.freshet.annotation.Cached;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cache.CacheManager;
import org.springframework.cache.caffeine.CaffeineCacheManager;

import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** {@code freshet.mode}. */
@ExtendWith(OutputCaptureExtension.class)
class ModeTests {

    @Test
    void off_leavesSpringsCachesToBoot_andCachesNothing(CapturedOutput output) {
        SpringCacheApplications.on(Applications.jdbc())
                .withBean(Greeter.class)
                .withPropertyValues(
                        "freshet.mode=off", "freshet.caches.pets.ttl=1m", "freshet.switched-off.caches=pets")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(context.getBean(CacheManager.class)).isInstanceOf(CaffeineCacheManager.class);
                    Freshet freshet = context.getBean(Freshet.class);
                    await().until(() -> freshet.status().leaseRuns());
                    Greeter greeter = context.getBean(Greeter.class);
                    greeter.greet();
                    greeter.greet();
                    assertThat(greeter.loads()).isEqualTo(2);
                });
        assertThat(output).containsOnlyOnce("Freshet is off (freshet.mode=off)");
    }

    @Test
    void off_doesNotForgiveSettingsThatThereAreNot() {
        Applications.plain()
                .withPropertyValues("freshet.mode=off", "freshet.caches.pets.tll=1m")
                .run(context -> assertThat(context)
                        .hasFailed()
                        .getFailure()
                        .hasMessageContaining("Did you mean freshet.caches.pets.ttl?"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"on", "true"})
    void on_isTheDefault(String mode) {
        SpringCacheApplications.plain()
                .withPropertyValues("freshet.mode=" + mode)
                .run(context -> assertThat(
                                context.getBean(CacheManager.class).getClass().getSimpleName())
                        .isEqualTo("FreshetCacheManager"));
    }

    @Test
    void anotherMode_isRefused_withThoseThatThereAre() {
        Applications.plain()
                .withPropertyValues("freshet.mode=watch")
                .run(context -> assertThat(context)
                        .hasFailed()
                        .getFailure()
                        .hasStackTraceContaining("freshet.mode")
                        .hasStackTraceContaining("watch"));
    }

    static class Greeter {

        private final AtomicInteger loads = new AtomicInteger();

        public int loads() {
            return loads.get();
        }

        @Cached(cache = "greeting", ttl = "1m")
        public String greet() {
            loads.incrementAndGet();
            return "hello";
        }
    }
}
