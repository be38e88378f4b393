package io.freshet.spring;

import io.freshet.read.CachePolicy;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Policies of annotated methods on two instances and a real Redis. */
class PolicyITests {

    private static ApplicationContextRunner application() {
        return Applications.plain()
                .withBean(PolicyTests.Rates.class)
                .withConfiguration(AutoConfigurations.of(DataRedisAutoConfiguration.class))
                .withPropertyValues(Applications.PATIENT)
                .withPropertyValues(
                        "spring.data.redis.port=" + Servers.redis().port(), "spring.application.name=policies");
    }

    @Test
    void everySetting_reachesItsCache_andTheConfigurationWins() {
        application()
                .withPropertyValues(
                        "freshet.defaults.jitter=0.1",
                        "freshet.defaults.early-refresh=1",
                        "freshet.defaults.retry-pause=3s",
                        "freshet.defaults.largest-value=1MB",
                        "freshet.caches.rate.soft-ttl=20s",
                        "freshet.caches.rate.local-maximum-size=10MB",
                        "freshet.caches.rate.local-maximum-of-tenant=50",
                        "freshet.caches.rate.concurrent-loads-of-tenant=4",
                        "freshet.caches.rate.largest-local-value=100KB",
                        "freshet.caches.rate.hard-timeout=9s")
                .run(context -> {
                    CachePolicy policy = PolicyTests.cache(context, "rate").policy();
                    assertThat(policy.expiry().jitter()).isEqualTo(0.1);
                    assertThat(policy.expiry().earlyRefresh()).isEqualTo(1);
                    assertThat(policy.expiry().retryPause()).isEqualTo(Duration.ofSeconds(3));
                    assertThat(policy.expiry().softTimeToLive()).isEqualTo(Duration.ofSeconds(20));
                    assertThat(policy.expiry().nullTimeToLive()).isEqualTo(Duration.ofSeconds(5));
                    assertThat(policy.expiry().staleOnError()).isEqualTo(Duration.ofMinutes(10));
                    assertThat(policy.loads().softTimeout()).isEqualTo(Duration.ofMillis(100));
                    assertThat(policy.loads().hardTimeout()).isEqualTo(Duration.ofSeconds(9));
                    assertThat(policy.loads().concurrentOfTenant()).isEqualTo(4);
                    assertThat(policy.local().maximumBytes()).isEqualTo(10 * 1024 * 1024);
                    assertThat(policy.local().maximumOfTenant()).isEqualTo(50);
                    assertThat(policy.local().largestValueBytes()).isEqualTo(100 * 1024);
                    assertThat(policy.largestValueBytes()).isEqualTo(1024 * 1024);
                    assertThat(PolicyTests.cache(context, "slow")
                                    .policy()
                                    .expiry()
                                    .softTimeToLive())
                            .isZero();
                });
    }

    @Test
    void policies_onARealRedis_holdForBothInstances() {
        ApplicationContextRunner shared = application()
                .withPropertyValues("freshet.caches.rate.soft-ttl=200ms", "freshet.caches.rate.jitter=0.1");
        shared.run(one -> shared.run(other -> {
            PolicyTests.Rates first = PolicyTests.ready(one);
            PolicyTests.Rates second = PolicyTests.ready(other);
            await().until(() -> first.rate(1) > 1 && second.rate(1) > 0);
            assertThat(PolicyTests.cache(one, "rate").meter().misses()
                            + PolicyTests.cache(other, "rate").meter().misses())
                    .isEqualTo(1);
        }));
    }
}
