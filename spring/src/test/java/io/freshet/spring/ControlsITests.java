package io.freshet.spring;

import io.freshet.Freshet;
import io.freshet.RuntimeSetting;
import io.freshet.control.Scope;
import io.freshet.event.Outcome;
import io.freshet.spring.Salon.Prices;
import io.freshet.spring.observe.FreshetEndpoint;
import io.freshet.spring.observe.FreshetEndpoint.CacheView;
import io.freshet.spring.observe.FreshetEndpoint.ChangeView;
import io.freshet.spring.observe.FreshetHealth;
import io.freshet.spring.observe.FreshetMeters;
import io.freshet.spring.observe.Meter;
import io.freshet.testkit.server.RealPostgres;
import io.freshet.testkit.server.RealRedis;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;

import java.security.Principal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What people do to a running fleet: two instances on one PostgreSQL and one Redis, both real. */
@Tag("long")
@ExtendWith(OutputCaptureExtension.class)
class ControlsITests {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String CACHE = "offer:price";
    private static final int ROUNDS = 5;

    private static final RealPostgres POSTGRES = Servers.postgres();
    private static final RealRedis REDIS = Servers.redis();

    private final String database = Servers.newDatabase("controls");

    private interface Use {
        void with(ApplicationContext first, ApplicationContext second) throws Exception;
    }

    private void runTwo(Use use, String... properties) {
        ApplicationContextRunner instance = Applications.whole(POSTGRES.jdbcUrl(database), REDIS.port())
                .withUserConfiguration(Salon.class)
                .withPropertyValues("freshet.remote-timeout=5s", "spring.data.redis.timeout=5s")
                .withPropertyValues("management.endpoints.web.exposure.include=freshet")
                .withPropertyValues(properties);
        instance.run(first -> instance.run(second -> {
            first.getBean(Prices.class).insert(1, 0);
            warm(first);
            warm(second);
            use.with(first, second);
        }));
    }

    private static void warm(ApplicationContext context) {
        await().atMost(PATIENCE).until(() -> isHit(context));
    }

    private static boolean isHit(ApplicationContext context) {
        Prices prices = context.getBean(Prices.class);
        int before = prices.loads();
        prices.price(1);
        return prices.loads() == before;
    }

    private static Freshet freshet(ApplicationContext context) {
        return context.getBean(Freshet.class);
    }

    private static long bypassed(ApplicationContext context) {
        return Objects.requireNonNull(freshet(context).cache(CACHE)).meter().reads(Outcome.BYPASS);
    }

    @Test
    void underLoad_theSwitchIsLiveWithinASecond_andNothingIsEverStale() {
        runTwo((first, second) -> {
            AtomicBoolean isOver = new AtomicBoolean();
            AtomicInteger acknowledged = new AtomicInteger();
            AtomicInteger stale = new AtomicInteger();
            ExecutorService threads = Executors.newFixedThreadPool(5);
            List<Future<?>> running = new ArrayList<>();
            for (ApplicationContext reader : List.of(first, second, first, second)) {
                running.add(threads.submit(() -> {
                    while (!isOver.get()) {
                        int least = acknowledged.get();
                        if (reader.getBean(Prices.class).price(1) < least) {
                            stale.incrementAndGet();
                        }
                    }
                }));
            }
            running.add(threads.submit(() -> {
                for (int price = 1; !isOver.get(); price++) {
                    (price % 2 == 0 ? first : second).getBean(Prices.class).raiseByJdbc(1, price);
                    acknowledged.set(price);
                }
            }));
            List<Long> millis = new ArrayList<>();
            try {
                for (int round = 0; round < ROUNDS; round++) {
                    Scope scope = round % 2 == 0 ? Scope.cache(CACHE) : Scope.ALL;
                    long start = System.nanoTime();
                    freshet(first).controls().switchOff(scope, "ann");
                    await().atMost(PATIENCE)
                            .pollInterval(Duration.ofMillis(5))
                            .until(() -> freshet(second).controls().isOff(scope));
                    millis.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
                    long hits = hits(first) + hits(second);
                    long before = bypassed(second);
                    await().atMost(PATIENCE).until(() -> bypassed(second) > before + 20);
                    assertThat(hits(first) + hits(second) - hits)
                            .as("reads that had begun before")
                            .isLessThanOrEqualTo(4);
                    freshet(second).controls().switchOn(scope, "bob");
                    await().atMost(PATIENCE)
                            .until(() -> !freshet(first).controls().isOff(scope));
                }
            } finally {
                isOver.set(true);
                threads.shutdown();
            }
            for (Future<?> each : running) {
                each.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
            assertThat(stale).as("answers older than an acknowledged write").hasValue(0);
            assertThat(acknowledged.get()).isPositive();
            assertThat(millis.stream().sorted().toList().get(ROUNDS / 2))
                    .as("milliseconds until the other instance was switched off, the median of %s", millis)
                    .isLessThan(1_000);
            warm(first);
            warm(second);
        });
    }

    private static long hits(ApplicationContext context) {
        return Objects.requireNonNull(freshet(context).cache(CACHE)).meter().hits();
    }

    @Test
    void theEndpoint_switchesAndSets_andEverybodySeesWhoAndWhen(CapturedOutput output) {
        runTwo((first, second) -> {
            FreshetEndpoint endpoint = first.getBean(FreshetEndpoint.class);
            SimpleMeterRegistry meters = new SimpleMeterRegistry();
            second.getBean(FreshetMeters.class).bindTo(meters);

            assertThat(set(endpoint, "cache:" + CACHE, "off", "true").getStatus())
                    .isEqualTo(200);
            await().atMost(PATIENCE).until(() -> view(second).off());

            assertThat(freshet(second).status().switchedOff())
                    .singleElement()
                    .asString()
                    .startsWith("cache:offer:price by ann (logged in as admin) at 20");
            assertThat(health(second)).contains("switchedOff=[cache:offer:price by ann");
            assertThat(meters.get(Meter.SWITCHED_OFF.text()).gauge().value()).isEqualTo(1);
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(output)
                                    .contains(
                                            "Caching was switched off for cache:offer:price by ann (logged in as admin) at 20"));

            assertThat(set(endpoint, "cache:" + CACHE, "off", "false").getStatus())
                    .isEqualTo(200);
            await().atMost(PATIENCE).until(() -> !view(second).off());
            assertThat(health(second)).doesNotContain("switchedOff");
            assertThat(meters.get(Meter.SWITCHED_OFF.text()).gauge().value()).isZero();
            warm(second);

            set(endpoint, "cache:" + CACHE, "ttl", "42s");
            await().atMost(PATIENCE).until(() -> ttl(second).value().equals("42s"));
            ChangeView change = Objects.requireNonNull(ttl(second).change());
            assertThat(ttl(second).origin()).isEqualTo("run time");
            assertThat(change.before()).isEqualTo("600s");
            assertThat(change.by()).isEqualTo("ann (logged in as admin)");
            set(endpoint, "cache:" + CACHE, "ttl", null);
            await().atMost(PATIENCE).until(() -> ttl(second).value().equals("600s"));
            assertThat(ttl(second).origin()).startsWith("@Cached on");
        });
    }

    @Test
    void theEndpoint_onlyTells_unlessItIsAllowedToDoMore() {
        assertThat(FreshetEndpoint.class.getAnnotation(Endpoint.class).defaultAccess())
                .isEqualTo(Access.READ_ONLY);
    }

    @Test
    void everyValue_saysWhereItCameFrom() {
        runTwo(
                (first, second) -> {
                    var settings = view(first).settings();
                    assertThat(settings)
                            .containsOnlyKeys(List.of(RuntimeSetting.values()).stream()
                                    .map(RuntimeSetting::text)
                                    .toArray(String[]::new));
                    assertThat(ttl(first).origin()).isEqualTo("@Cached on Prices.price");
                    assertThat(settings.get("local-maximum").origin())
                            .startsWith("property freshet.caches.offer-price.local-maximum (");
                    assertThat(settings.get("concurrent-loads").origin())
                            .startsWith("property freshet.defaults.concurrent-loads (");
                    assertThat(settings.get("from-replica").origin()).isEqualTo("default");
                },
                "freshet.caches.offer-price.local-maximum=77",
                "freshet.defaults.concurrent-loads=9");
    }

    @Test
    void mistakes_areRefusedWithWhatIsWrong() {
        runTwo((first, second) -> {
            FreshetEndpoint endpoint = first.getBean(FreshetEndpoint.class);
            WebEndpointResponse<Object> refused = set(endpoint, "cache:" + CACHE, "ttl", "soon");
            assertThat(refused.getStatus()).isEqualTo(400);
            assertThat(refused.getBody()).asString().contains("ttl is 'soon', but must be a time such as");
            assertThat(set(endpoint, "price", "off", "true").getBody())
                    .asString()
                    .contains("must be all, cache:<name> or tenant:<name>");
        });
    }

    @Test
    void whileRedisIsAway_whatWasSetHolds_andAnEmptyRedisUndoesNothing() {
        runTwo((first, second) -> {
            freshet(first).controls().switchOff(Scope.tenant("5"), "ann");
            freshet(first).controls().set(Scope.cache(CACHE), "ttl", "42s", "ann");
            await().atMost(PATIENCE).until(() -> ttl(second).value().equals("42s"));
            REDIS.stop();
            try {
                WebEndpointResponse<Object> refused = set(first.getBean(FreshetEndpoint.class), "all", "off", "true");
                assertThat(refused.getStatus()).isEqualTo(400);
                assertThat(refused.getBody()).asString().contains("the shared tier does not answer");
                assertThat(freshet(first).controls().isOff(Scope.ALL)).isFalse();
                assertThat(freshet(second).controls().isOff(Scope.tenant("5"))).isTrue();
            } finally {
                REDIS.restart();
            }
            await().atMost(PATIENCE).ignoreExceptions().until(() -> {
                freshet(second).controls().switchOff(Scope.cache(CACHE), "bob");
                return true;
            });
            await().atMost(PATIENCE).until(() -> view(first).off());
            assertThat(freshet(first).controls().isOff(Scope.tenant("5"))).isTrue();
            assertThat(ttl(first).value()).isEqualTo("42s");
        });
    }

    private static WebEndpointResponse<Object> set(
            FreshetEndpoint endpoint, String scope, String setting, @Nullable String value) {
        return endpoint.set(scope, setting, value, "ann", new SecurityContext() {
            @Override
            public Principal getPrincipal() {
                return () -> "admin";
            }

            @Override
            public boolean isUserInRole(String role) {
                return false;
            }
        });
    }

    private static CacheView view(ApplicationContext context) {
        return context.getBean(FreshetEndpoint.class).view().caches().stream()
                .filter(cache -> cache.name().equals(CACHE))
                .findFirst()
                .orElseThrow();
    }

    private static FreshetEndpoint.SettingView ttl(ApplicationContext context) {
        return Objects.requireNonNull(view(context).settings().get("ttl"));
    }

    private static String health(ApplicationContext context) {
        Health health = context.getBean(FreshetHealth.class).health(true);
        return String.valueOf(health == null ? "" : health.getDetails());
    }
}
