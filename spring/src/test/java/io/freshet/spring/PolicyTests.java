package io.freshet.spring;

import io.freshet.Cache;
import io.freshet.Freshet;
import io.freshet.annotation.Cached;
import io.freshet.event.Effect;
import io.freshet.key.TenantResolver;
import io.freshet.load.LoadTimeoutException;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Policies as annotations and configuration say them, and as calls feel them. */
class PolicyTests {

    private static final ThreadLocal<String> TENANT = ThreadLocal.withInitial(() -> "1");

    private final ApplicationContextRunner application = Applications.plain().withBean(Rates.class);

    static Cache<?, ?> cache(ApplicationContext context, String cache) {
        return Objects.requireNonNull(context.getBean(Freshet.class).cache(cache));
    }

    static Rates ready(ApplicationContext context) {
        await().until(() -> context.getBean(Freshet.class).status().leaseRuns());
        return context.getBean(Rates.class);
    }

    @Test
    void sizesWithoutCodecs_areRefused_withARemedy() {
        assertThat(MistakesTests.failureOf(application.withPropertyValues("freshet.caches.rate.largest-value=1MB")))
                .contains("weigher is not set, and without a shared tier there are no codecs")
                .contains("leave local-maximum-size, largest-local-value and largest-value out");
    }

    @Test
    void annotatedSoftTtl_refreshesInTheBackground() {
        application.withPropertyValues("freshet.caches.rate.soft-ttl=100ms").run(context -> {
            Rates rates = ready(context);
            int first = rates.rate(1);
            await().until(() -> rates.rate(1) > first);
            await().until(() ->
                    cache(context, "rate").meter().count(Effect.REFRESHED) > 0); // after what it has loaded is there
            assertThat(cache(context, "rate").meter().misses()).isEqualTo(1);
        });
    }

    @Test
    void hardTimeout_reachesTheCaller_andTheCallGoesOn() {
        application.run(context -> {
            Rates rates = ready(context);
            assertThatThrownBy(() -> rates.slow(1))
                    .isInstanceOf(LoadTimeoutException.class)
                    .hasMessageContainingAll("cache 'slow'", "hard timeout is 100 ms");
            rates.letGo();
            await().until(() -> cache(context, "slow").meter().puts() == 1);
            assertThat(rates.slow(1)).isEqualTo(1);
        });
    }

    @Test
    void timedLoad_whoseTenantIsLostOnAnotherThread_runsOnItsOwn() {
        application.withBean(TenantResolver.class, () -> TENANT::get).run(context -> {
            Rates rates = ready(context);
            TENANT.set("7");
            try {
                assertThat(rates.rate(1)).isEqualTo(1);
                assertThat(rates.rate(1)).isEqualTo(1);
            } finally {
                TENANT.remove();
            }
        });
    }

    /** As one that reads the request's attributes. */
    @Test
    void timedLoad_whoseTenantCannotBeToldOnAnotherThread_runsOnItsOwn() {
        Thread request = Thread.currentThread();
        TenantResolver bound = () -> {
            if (Thread.currentThread() != request) {
                throw new IllegalStateException("No thread-bound request found");
            }
            return "7";
        };
        application.withBean(TenantResolver.class, () -> bound).run(context -> {
            Rates rates = ready(context);
            assertThat(rates.rate(1)).isEqualTo(1);
            assertThat(rates.rate(1)).isEqualTo(1);
        });
    }

    /** Cached calls. */
    static class Rates {

        private final CountDownLatch goOn = new CountDownLatch(1);
        private final AtomicInteger loads = new AtomicInteger();

        @Cached(
                cache = "rate:{id}",
                ttl = "1h",
                softTtl = "30s",
                nullTtl = "5s",
                staleOnError = "10m",
                softTimeout = "100ms",
                hardTimeout = "5s",
                tags = "rates")
        public int rate(int id) {
            return loads.incrementAndGet();
        }

        public void letGo() {
            goOn.countDown();
        }

        @Cached(cache = "slow:{id}", ttl = "1h", hardTimeout = "100ms", tags = "rates")
        public int slow(int id) throws InterruptedException {
            goOn.await();
            return id;
        }
    }
}
