package io.freshet.spring;

import io.freshet.Freshet;
import io.freshet.SwitchedOff;
import io.freshet.annotation.Cached;
import io.freshet.control.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What the configuration switches off, and who switches in an application without Redis. */
class SwitchedOffTests {

    private final ApplicationContextRunner application =
            Applications.plain().withBean(Greeter.class).withPropertyValues("freshet.defaults.ttl=1m");

    private static boolean isHit(ApplicationContext context) {
        Greeter greeter = context.getBean(Greeter.class);
        int before = greeter.loads();
        greeter.greet();
        return greeter.loads() == before;
    }

    private static Freshet trusted(ApplicationContext context) {
        Freshet freshet = context.getBean(Freshet.class);
        await().until(() -> freshet.status().leaseRuns());
        return freshet;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "freshet.switched-off.caches=greeting",
                "freshet.switched-off.caches[0]=greeting",
                "freshet.switched-off.all=true"
            })
    void whatIsConfigured_isNotCached(String property) {
        application.withPropertyValues(property).run(context -> {
            Freshet freshet = trusted(context);
            assertThat(isHit(context)).isFalse();
            assertThat(isHit(context)).isFalse();
            assertThat(freshet.status().switchedOff())
                    .singleElement()
                    .extracting(SwitchedOff::toString)
                    .asString()
                    .endsWith(" by configuration");
        });
    }

    @Test
    void aTenantThatIsConfigured_leavesWhatAllShare() {
        application.withPropertyValues("freshet.switched-off.tenants=5,7").run(context -> {
            Freshet freshet = trusted(context);
            assertThat(freshet.controls().isOff(Scope.tenant("7"))).isTrue();
            await().until(() -> isHit(context));
        });
    }

    @Test
    void aCacheThatThereIsNot_isAMistake() {
        application
                .withPropertyValues("freshet.switched-off.caches=greetings")
                .run(context -> assertThat(context)
                        .hasFailed()
                        .getFailure()
                        .hasMessageContaining(
                                "freshet.switched-off.caches names the cache 'greetings', which there is not")
                        .hasMessageContaining("The nearest is 'greeting'"));
    }

    @Test
    void withoutRedis_anInstanceSwitchesForItself() {
        application.run(context -> {
            Freshet freshet = trusted(context);
            await().until(() -> isHit(context));
            freshet.controls().switchOff(Scope.cache("greeting"), "ann");
            assertThat(isHit(context)).isFalse();
            freshet.controls().switchOn(Scope.cache("greeting"), "ann");
            await().until(() -> isHit(context));
        });
    }

    static class Greeter {

        private final AtomicInteger loads = new AtomicInteger();

        public int loads() {
            return loads.get();
        }

        @Cached(cache = "greeting")
        public String greet() {
            loads.incrementAndGet();
            return "hello";
        }
    }
}
