package io.freshet.redis;

import io.freshet.Cache;
import io.freshet.Freshet;
import io.freshet.entry.Lookup;
import io.freshet.event.Effect;
import io.freshet.event.Outcome;
import io.freshet.load.LoadTimeoutException;
import io.freshet.read.CachePolicy;
import io.freshet.read.Expiry;
import io.freshet.redis.json.JsonCodecs;
import io.freshet.testkit.server.RealRedis;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Every policy of a cache on two instances and a real Redis. */
class PolicyITests {

    private static final ThreadLocal<String> TENANT = ThreadLocal.withInitial(() -> "1");
    private static final Duration LONG = Duration.ofHours(1);

    /** Longer than any machine stands still: whoever has no lease, or no answer of Redis, loads. */
    private static final Duration BOUND = Duration.ofSeconds(10);

    private static RealRedis redis;
    private static Freshet a;
    private static Freshet b;
    private static ExecutorService threads;

    private final CountDownLatch goOn = new CountDownLatch(1);
    private final AtomicInteger loads = new AtomicInteger();

    @BeforeAll
    static void start() {
        redis = RealRedis.start();
        a = instance("a");
        b = instance("b");
        threads = Executors.newCachedThreadPool();
        await().until(() -> a.status().leaseRuns() && b.status().leaseRuns());
    }

    @AfterAll
    static void stop() {
        threads.shutdownNow();
        a.close();
        b.close();
        redis.close();
    }

    @AfterEach
    void letGo() {
        goOn.countDown();
    }

    private static Freshet instance(String name) {
        return Freshet.builder()
                .instance(name)
                .remote(Bench.connected(Bench.settings(1).uri("redis://127.0.0.1:" + redis.port())))
                .codecs(JsonCodecs.standard())
                .tenants(TENANT::get)
                .bound(BOUND)
                .remoteTimeout(BOUND)
                .build();
    }

    private static Cache<Integer, String> cache(Freshet on, String name, UnaryOperator<CachePolicy> policy) {
        return on.<Integer, String>cache(name + ":{id}", Integer.class, String.class)
                .timeToLive(LONG)
                .policy(policy)
                .tagged(name)
                .build();
    }

    private static Cache<Integer, String> expiring(Freshet on, String name, UnaryOperator<Expiry> expiry) {
        return cache(on, name, policy -> policy.withExpiry(expiry));
    }

    private String load(int id) {
        return "load " + loads.incrementAndGet();
    }

    private static String fail(int id) {
        throw new IllegalArgumentException("no");
    }

    private String slow(int id) {
        try {
            goOn.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return "slow";
    }

    @Test
    void jitter_entriesLeaveRedisAtDifferentTimes() {
        Cache<Integer, String> cache = expiring(a, "jitter", expiry -> expiry.withJitter(0.5));
        for (int id = 0; id < 20; id++) {
            cache.get(id, this::load);
        }
        await().untilAsserted(() -> assertThat(keys("jitter")).hasSize(20));
        List<Long> left = keys("jitter").stream()
                .map(key -> Long.parseLong(redis.ask("PTTL " + key)))
                .toList();
        assertThat(left).allMatch(millis -> millis > LONG.toMillis() / 2 - 60_000 && millis <= LONG.toMillis());
        assertThat(left.stream().mapToLong(Long::longValue).max().orElseThrow()
                        - left.stream().mapToLong(Long::longValue).min().orElseThrow())
                .isGreaterThan(60_000);
    }

    /** A window of counting is ten seconds, so this cannot be much quicker. The last tenth of its life is the time in which it is refreshed. */
    @Test
    void hotKey_isRefreshedBeforeItExpires_andNobodyMisses() throws InterruptedException {
        Cache<Integer, String> cache = expiring(a, "hot", expiry -> expiry.withTimeToLive(Duration.ofSeconds(16)));
        long until = System.nanoTime() + Duration.ofSeconds(17).toNanos();
        while (System.nanoTime() - until < 0) {
            cache.get(1, this::load);
            Thread.sleep(2);
        }
        assertThat(cache.meter().count(Effect.REFRESHED)).isPositive();
        assertThat(cache.meter().reads(Outcome.MISS)).isEqualTo(1);
        assertThat(a.hotKeys().top(1)).singleElement().satisfies(hot -> {
            assertThat(hot.cache()).isEqualTo("hot");
            assertThat(hot.isHot()).isTrue();
            assertThat(hot.readsPerSecond()).isBetween(10.0, 500.0);
        });
    }

    private static List<String> keys(String part) {
        return redis.ask("KEYS *" + part + ":*")
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
    }

    @Test
    void softTtl_entriesAreRefreshedWhileTheyAreServed_byOneInstanceAtATime() {
        UnaryOperator<Expiry> soft = expiry -> expiry.withSoftTimeToLive(Duration.ofMillis(50));
        Cache<Integer, String> onA = expiring(a, "soft", soft);
        Cache<Integer, String> onB = expiring(b, "soft", soft);
        AtomicInteger atOnce = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicReference<String> source = new AtomicReference<>("before");
        Function<Integer, String> loader = id -> {
            most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            String loaded = source.get();
            atOnce.decrementAndGet();
            return loaded;
        };
        await().pollInterval(Duration.ofMillis(5)).until(() -> {
            onA.get(1, loader);
            onB.get(1, loader);
            return onA.meter().count(Effect.REFRESHED) + onB.meter().count(Effect.REFRESHED) >= 5;
        });
        assertThat(onA.meter().misses() + onB.meter().misses()).isEqualTo(1);
        assertThat(most).hasValue(1);
        // A refresh that was asked for before may still begin now, so what counts is not who loads, but what.
        source.set("after");
        a.invalidateTag("soft");
        assertThat(onB.get(1, loader)).isEqualTo("after");
    }

    @Test
    void earlyRefresh_happensBeforeTheEntryExpires() {
        Cache<Integer, String> cache = expiring(
                a,
                "early",
                expiry -> expiry.withTimeToLive(Duration.ofSeconds(30)).withEarlyRefresh(100));
        await().pollInterval(Duration.ofMillis(5)).until(() -> {
            cache.get(1, id -> {
                await().pollDelay(Duration.ofMillis(100)).until(() -> true);
                return load(id);
            });
            return cache.meter().count(Effect.REFRESHED) > 0;
        });
        assertThat(cache.meter().misses()).isEqualTo(1);
    }

    @Test
    void nullTtl_nullsExpireSooner_onBothInstances() {
        UnaryOperator<Expiry> nulls = expiry -> expiry.withNullTimeToLive(Duration.ofMillis(300));
        Cache<Integer, @Nullable String> onA = nullable(a, nulls);
        Cache<Integer, @Nullable String> onB = nullable(b, nulls);
        assertThat(onA.get(1, id -> null)).isNull();
        onA.get(2, this::load);
        await().until(() -> onB.getIfPresent(2) instanceof Lookup.Hit);
        await().until(() -> onA.getIfPresent(1) instanceof Lookup.Miss && onB.getIfPresent(1) instanceof Lookup.Miss);
        assertThat(onA.getIfPresent(2)).isInstanceOf(Lookup.Hit.class);
        assertThat(onB.get(1, this::load)).isEqualTo("load 2");
    }

    private static Cache<Integer, @Nullable String> nullable(Freshet on, UnaryOperator<Expiry> expiry) {
        return on.<Integer, @Nullable String>cache("nulls:{id}", Integer.class, String.class)
                .timeToLive(LONG)
                .policy(policy -> policy.withExpiry(expiry))
                .tagged("nulls")
                .build();
    }

    @Test
    void softTimeout_whatHasExpiredAnswers_andTheLoadGoesOn() {
        UnaryOperator<CachePolicy> timed = policy -> policy.withTimeToLive(Duration.ofMillis(200))
                .withStaleOnError(LONG)
                .withLoads(loads -> loads.withSoftTimeout(Duration.ofMillis(50)));
        Cache<Integer, String> onA = cache(a, "late", timed);
        onA.get(1, this::load);
        await().until(() -> onA.getIfPresent(1) instanceof Lookup.Stale);
        assertThat(onA.get(1, this::slow)).isEqualTo("load 1");
        goOn.countDown();
        await().until(() -> onA.meter().loads() == 2);
        assertThat(onA.meter().count(Effect.SOFT_TIMEOUT)).isEqualTo(1);
        b.invalidateTag("late");
        assertThat(onA.get(1, id -> "after"))
                .as("what was invalidated is waited for")
                .isEqualTo("after");
    }

    @Test
    void hardTimeout_fails_andTheLoadIsKeptForBothInstances() {
        UnaryOperator<CachePolicy> timed =
                policy -> policy.withLoads(loads -> loads.withHardTimeout(Duration.ofMillis(200)));
        Cache<Integer, String> onA = cache(a, "hard", timed);
        Cache<Integer, String> onB = cache(b, "hard", timed);
        assertThatThrownBy(() -> onA.get(1, this::slow))
                .isInstanceOf(LoadTimeoutException.class)
                .hasMessageContaining("cache 'hard'");
        goOn.countDown();
        await().until(() -> onB.getIfPresent(1) instanceof Lookup.Hit);
        assertThat(onA.get(1, this::load)).isEqualTo("slow");
        assertThat(onB.get(1, this::load)).isEqualTo("slow");
    }

    @Test
    void staleOnError_isServedFromRedisToo_untilItIsInvalidated() {
        UnaryOperator<CachePolicy> lenient =
                policy -> policy.withTimeToLive(Duration.ofMillis(200)).withStaleOnError(LONG);
        Cache<Integer, String> onA = cache(a, "lenient", lenient);
        Cache<Integer, String> onB =
                cache(b, "lenient", policy -> lenient.apply(policy).withLocalMaximum(0));
        onA.get(1, this::load);
        await().until(() -> onA.getIfPresent(1) instanceof Lookup.Stale);
        await().ignoreExceptions() // until it is stored, the loader fails
                .untilAsserted(() -> assertThat(onB.get(1, PolicyITests::fail)).isEqualTo("load 1"));
        assertThat(onA.get(1, PolicyITests::fail)).isEqualTo("load 1");
        a.invalidateTag("lenient");
        assertThatThrownBy(() -> onB.get(1, PolicyITests::fail)).hasMessage("no");
        assertThatThrownBy(() -> onA.get(1, PolicyITests::fail)).hasMessage("no");
    }

    @Test
    void localSize_byWeight_theRestComesFromRedis() {
        Cache<Integer, String> cache =
                cache(a, "weight", policy -> policy.withLocal(local -> local.withMaximumBytes(20_000)));
        for (int id = 0; id < 100; id++) {
            cache.get(id, any -> "x".repeat(1_000));
        }
        await().until(() -> cache.localSize() < 20);
        await().untilAsserted(() -> assertThat(keys("weight")).hasSize(100));
        for (int id = 0; id < 100; id++) {
            cache.get(id, PolicyITests::fail);
        }
        assertThat(cache.meter().reads(Outcome.HIT_L2)).isGreaterThan(70);
    }

    @Test
    void l1Off_readsRedis_andL2Off_keepsInProcess() {
        Cache<Integer, String> shared = cache(a, "shared", policy -> policy.withLocalMaximum(0));
        Cache<Integer, String> local = cache(a, "local", policy -> policy.withRemote(false));
        shared.get(1, this::load);
        local.get(1, this::load);
        await().untilAsserted(() -> assertThat(keys("shared")).hasSize(1));
        assertThat(keys("local")).isEmpty();
        assertThat(shared.get(1, PolicyITests::fail)).isEqualTo("load 1");
        assertThat(local.get(1, PolicyITests::fail)).isEqualTo("load 2");
        assertThat(shared.localSize()).isZero();
    }

    @Test
    void largestLocalValue_isKeptInRedisOnly_andLargestValue_nowhere() {
        UnaryOperator<CachePolicy> sized =
                policy -> policy.withLargestValueBytes(2_000).withLocal(local -> local.withLargestValueBytes(500));
        Cache<Integer, String> onA = cache(a, "large", sized);
        Cache<Integer, String> onB = cache(b, "large", sized);
        onA.get(1, id -> "x".repeat(100));
        onA.get(2, id -> "x".repeat(1_000));
        onA.get(3, id -> "x".repeat(3_000));
        assertThat(onA.localSize()).isEqualTo(1);
        await().until(() -> onB.getIfPresent(2) instanceof Lookup.Hit);
        assertThat(keys("large")).hasSize(2);
        assertThat(onB.getIfPresent(3)).isInstanceOf(Lookup.Miss.class);
        assertThat(onA.meter().count(Effect.TOO_LARGE)).isEqualTo(2);
    }

    @Test
    void localMaximumOfTenant_leavesOthersTheirs() {
        Cache<Integer, String> cache =
                cache(a, "tenants", policy -> policy.withLocal(local -> local.withMaximumOfTenant(5)));
        cache.get(1, this::load);
        as("loud", () -> IntStream.range(0, 100).forEach(id -> cache.get(id, this::load)));
        assertThat(cache.get(1, PolicyITests::fail)).isEqualTo("load 1");
        assertThat(cache.meter().reads(Outcome.HIT_L1)).isEqualTo(1);
        assertThat(cache.meter().count(Effect.TENANT_EVICTED)).isEqualTo(95);
    }

    @Test
    void concurrentLoadsOfTenant_leavesOthersTheirs() {
        Cache<Integer, String> cache = cache(
                a,
                "gate",
                policy -> policy.withLoads(loads -> loads.withConcurrent(4).withConcurrentOfTenant(2)));
        AtomicInteger present = new AtomicInteger();
        List<CompletableFuture<Void>> loud = IntStream.range(0, 10)
                .mapToObj(id -> CompletableFuture.runAsync(
                        () -> as(
                                "loud",
                                () -> cache.get(id, any -> {
                                    present.incrementAndGet();
                                    return slow(any);
                                })),
                        threads))
                .toList();
        await().until(() -> present.get() == 2);
        assertThat(cache.get(1, this::load)).isEqualTo("load 1");
        assertThat(present).as("loads of the loud tenant").hasValue(2);
        goOn.countDown();
        loud.forEach(CompletableFuture::join);
    }

    private static void as(String tenant, Runnable work) {
        TENANT.set(tenant);
        try {
            work.run();
        } finally {
            TENANT.remove();
        }
    }
}
