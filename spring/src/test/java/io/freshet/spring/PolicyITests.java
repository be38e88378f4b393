package io.freshet.spring;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Policies of annotated methods on two instances and a real Redis. */
class PolicyITests {

    @Test
    void policies_onARealRedis_holdForBothInstances() {
        ApplicationContextRunner shared = Applications.plain()
                .withBean(PolicyTests.Rates.class)
                .withConfiguration(AutoConfigurations.of(DataRedisAutoConfiguration.class))
                .withPropertyValues(
                        "spring.data.redis.port=" + Servers.redis().port(),
                        "spring.application.name=policies",
                        "freshet.caches.rate.soft-ttl=200ms",
                        "freshet.caches.rate.jitter=0.1");
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
