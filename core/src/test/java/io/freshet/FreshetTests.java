package io.freshet;

import io.freshet.change.ChangeSet;
import io.freshet.entry.Lookup;
import io.freshet.event.CacheEvent;
import io.freshet.event.CacheListener;
import io.freshet.event.Effect;
import io.freshet.event.Outcome;
import io.freshet.key.KeyTemplateException;
import io.freshet.key.MissingTenantException;
import io.freshet.load.LostContextException;
import io.freshet.read.Bypass;
import io.freshet.read.CachePolicy;
import io.freshet.read.Surroundings;
import io.freshet.remote.Codec;
import io.freshet.remote.CodecFactory;
import io.freshet.remote.InProcessRemote;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** The engine as its users see it, with two instances on a shared tier in process. */
class FreshetTests {

    /** Longer than any machine stands still: a lease that has ended meanwhile would make a hit a load. */
    private static final Duration BOUND = Duration.ofMinutes(1);

    private final InProcessRemote remote = new InProcessRemote();
    private final AtomicReference<String> tenant = new AtomicReference<>("7");
    private final AtomicReference<Surroundings.Trust> trust = new AtomicReference<>(Surroundings.Trust.FULL);
    private final AtomicInteger loads = new AtomicInteger();
    private final List<CacheEvent> events = new ArrayList<>();
    private final Freshet a = instance("a");
    private final Freshet b = instance("b");

    private Freshet instance(String name) {
        return Freshet.builder()
                .instance(name)
                .remote(remote)
                .codecs(new Texts())
                .tenants(tenant::get)
                .surroundings(trust::get)
                .bound(BOUND)
                .interval(Duration.ofMillis(10))
                .listener(new CacheListener() {
                    @Override
                    public void onEvent(CacheEvent event) {
                        synchronized (events) {
                            events.add(event);
                        }
                    }
                })
                .build();
    }

    @Test
    void withoutASharedTier_theFirstWriteIsEffectiveAtOnce() {
        List<CacheEvent> heard = new CopyOnWriteArrayList<>(); // its threads may go on for a moment after it is closed
        try (Freshet alone = Freshet.builder()
                .bound(BOUND)
                .listener(new CacheListener() {
                    @Override
                    public void onEvent(CacheEvent event) {
                        heard.add(event);
                    }
                })
                .build()) {
            alone.changes().committed(ChangeSet.of(List.of("table/bill"), "a test"));
            assertThat(alone.status().delayedInvalidations()).isZero();
            assertThat(alone.status().invalidations()).isEqualTo(1);
        }
        assertThat(heard).noneMatch(CacheEvent.InvalidationDelayed.class::isInstance);
    }

    private static Cache<Integer, String> services(Freshet freshet) {
        return freshet.<Integer, String>cache("catalog:service:{id}", Integer.class, String.class)
                .dependsOnTables("service")
                .tagged("prices")
                .build();
    }

    private String load(int id) {
        return "service " + id + ", load " + loads.incrementAndGet();
    }

    private void haveLeases() {
        await().until(() -> a.status().leaseRuns() && b.status().leaseRuns());
    }

    @AfterEach
    void close() {
        a.close();
        b.close();
    }

    @Test
    void aSecondRead_isAHit_onTheOtherInstanceToo() {
        Cache<Integer, String> onA = services(a);
        Cache<Integer, String> onB = services(b);
        haveLeases();
        String loaded = onA.get(5, this::load);
        assertThat(onA.get(5, this::load)).isEqualTo(loaded);
        assertThat(onB.get(5, this::load)).isEqualTo(loaded);
        assertThat(onA.meter().reads(Outcome.HIT_L1)).isEqualTo(1);
        assertThat(onB.meter().reads(Outcome.HIT_L2)).isEqualTo(1);
        assertThat(loads).hasValue(1);
    }

    @Test
    void manyKeys_areReadAtOnce_byTheirOwnKeys_alsoWithoutWaiting() {
        Cache<Integer, String> onA = services(a);
        Cache<Integer, String> onB = services(b);
        haveLeases();
        Map<Integer, String> loaded = onA.getAll(List.of(3, 1, 3), this::loadAll);
        assertThat(loaded.keySet()).containsExactly(3, 1);
        assertThat(loads).hasValue(2);
        assertThat(onA.get(3, this::load)).isEqualTo(loaded.get(3));
        assertThat(onB.getAllAsync(List.of(1, 3), this::loadAll).join()).isEqualTo(loaded);
        assertThat(onB.getAsync(1, this::load).join()).isEqualTo(loaded.get(1));
        assertThat(onB.getLater(2, id -> CompletableFuture.completedFuture(load(id)))
                        .join())
                .isEqualTo("service 2, load 3");
        assertThat(onA.getAsync(2, this::load).join()).isEqualTo("service 2, load 3");
        assertThatThrownBy(() -> onA.getAll(List.of(9), missing -> null))
                .hasMessageContaining("The loader of cache 'catalog:service' returned null instead of a map");
    }

    @Test
    void aTransactionThatHasWritten_readsPastTheCache_onItsOwnThread_howeverItAsks() {
        Cache<Integer, String> onA = services(a);
        haveLeases();
        onA.getAll(List.of(1, 2), this::loadAll);
        for (Surroundings.Trust own : List.of(Surroundings.Trust.NONE, Surroundings.Trust.SERVE_ONLY)) {
            trust.set(own);
            List<Thread> threads = new ArrayList<>();
            Map<Integer, String> many = onA.getAllAsync(List.of(1, 8), missing -> {
                        threads.add(Thread.currentThread());
                        return loadAll(missing);
                    })
                    .join();
            onA.getAsync(8, id -> {
                        threads.add(Thread.currentThread());
                        return load(id);
                    })
                    .join();
            assertThat(threads).containsExactly(Thread.currentThread(), Thread.currentThread());
            assertThat(many.get(1)).startsWith("service 1, load " + (own == Surroundings.Trust.NONE ? "3" : "1"));
        }
        trust.set(Surroundings.Trust.FULL);
        int before = loads.get();
        onA.get(8, this::load);
        assertThat(loads).as("nothing was kept").hasValue(before + 1);
    }

    private Map<Integer, String> loadAll(Set<Integer> ids) {
        Map<Integer, String> all = new LinkedHashMap<>();
        ids.forEach(id -> all.put(id, load(id)));
        return all;
    }

    @Test
    void invalidations_ofEveryKind_areSeenOnBothInstancesAtOnce() {
        Cache<Integer, String> onA = services(a);
        Cache<Integer, String> onB = services(b);
        haveLeases();
        List<Runnable> invalidations = List.of(
                () -> a.invalidate("catalog:*", Map.of()),
                () -> b.invalidate("catalog:service:{x}", Map.of("x", 5)),
                () -> a.invalidateTag("prices"),
                () -> b.invalidateTable("service"),
                () -> a.invalidateTenant("7"),
                b::invalidateAll);
        for (Runnable invalidation : invalidations) {
            String beforeOnA = onA.get(5, this::load);
            String beforeOnB = onB.get(5, this::load); // another load, if both had it and loads are quick
            assertThat(onA.get(5, this::load)).isEqualTo(beforeOnA);
            assertThat(onB.get(5, this::load)).isEqualTo(beforeOnB);
            invalidation.run();
            assertThat(onB.get(5, this::load)).isNotIn(beforeOnA, beforeOnB);
            assertThat(onA.get(5, this::load)).isNotIn(beforeOnA, beforeOnB);
        }
    }

    @Test
    void aPatternWithoutItsValue_isRefused() {
        services(a);
        assertThatThrownBy(() -> a.invalidate("catalog:service:{x}", Map.of("y", 5)))
                .isInstanceOf(KeyTemplateException.class)
                .hasMessageContaining("{x}");
    }

    @Test
    void aReadAfterTheEnd_isLoaded() {
        Cache<Integer, String> onA = services(a);
        haveLeases();
        a.close();
        assertThat(onA.get(5, this::load)).isNotNull();
    }

    @Test
    void whatIsNotTouched_stays() {
        Cache<Integer, String> onA = services(a);
        haveLeases();
        String before = onA.get(5, this::load);
        a.invalidate("catalog:service:{x}", Map.of("x", 50));
        a.invalidateTable("bill");
        a.invalidateTenant("70");
        assertThat(onA.get(5, this::load)).isEqualTo(before);
    }

    /** The tenant in a thread local, as applications have it, and a loader that asks for it. */
    @Test
    void whatAnotherThreadWouldLoad_isNeverAnotherTenants() throws Exception {
        ThreadLocal<String> own = ThreadLocal.withInitial(() -> "");
        own.set("7");
        try (Freshet freshet = Freshet.builder()
                .instance("c")
                .codecs(new Texts())
                .tenants(own::get)
                .bound(BOUND)
                .build()) {
            await().until(() -> freshet.status().leaseRuns());
            Cache<Integer, String> refreshed = ofTenant(
                    freshet, "refreshed", policy -> policy.withExpiry(e -> e.withSoftTimeToLive(Duration.ofMillis(1))));
            Cache<Integer, String> timed = ofTenant(
                    freshet, "timed", policy -> policy.withLoads(l -> l.withHardTimeout(Duration.ofMinutes(1))));
            assertThat(timed.get(1, key -> own.get())).isEqualTo("7");
            await().pollInSameThread().until(() -> {
                assertThat(refreshed.get(1, key -> own.get())).isEqualTo("7");
                assertThat(refreshed.getAll(List.of(2), keys -> Map.of(2, own.get())))
                        .containsEntry(2, "7");
                return refreshed.meter().count(Effect.REFRESH_FAILED) >= 2;
            });
            assertThat(timed.meter().failedLoads()).isZero();
            assertThatThrownBy(() -> timed.getAsync(9, key -> own.get()).get())
                    .hasRootCauseInstanceOf(LostContextException.class)
                    .hasMessageContaining("loadExecutor");
            assertThatThrownBy(() -> timed.getAllAsync(List.of(9), keys -> Map.of(9, own.get()))
                            .get())
                    .hasRootCauseInstanceOf(LostContextException.class);
            assertThatThrownBy(() -> timed.getLater(9, key -> CompletableFuture.completedFuture(own.get()))
                            .get())
                    .hasRootCauseInstanceOf(LostContextException.class);
        }
    }

    private static Cache<Integer, String> ofTenant(Freshet freshet, String name, UnaryOperator<CachePolicy> policy) {
        return freshet.cache(name + ":{id}", Integer.class, String.class)
                .tagged("x")
                .policy(policy)
                .build();
    }

    @Test
    void tenants_areKeptApart() {
        Cache<Integer, String> onA = services(a);
        haveLeases();
        String ofSeven = onA.get(5, this::load);
        tenant.set("8");
        assertThat(onA.get(5, this::load)).isNotEqualTo(ofSeven);
        tenant.set("");
        assertThatThrownBy(() -> onA.get(5, this::load))
                .isInstanceOf(MissingTenantException.class)
                .hasMessageContaining("catalog:service");
    }

    @Test
    void nullIsAValue() {
        Cache<Integer, String> onA = services(a);
        Cache<Integer, String> onB = services(b);
        haveLeases();
        assertThat(onA.get(5, this::loadNothing)).isNull();
        assertThat(onA.get(5, this::loadNothing)).isNull();
        assertThat(onB.get(5, this::loadNothing)).isNull();
        assertThat(loads).hasValue(1);
        assertThat(onA.getIfPresent(5)).isInstanceOf(Lookup.Hit.class);
        assertThat(onA.getIfPresent(6)).isInstanceOf(Lookup.Miss.class);
    }

    private @Nullable String loadNothing(int id) {
        loads.incrementAndGet();
        return null;
    }

    @Test
    void aLoadThatAWriteOvertakes_isAnswered_butNotKept() {
        Cache<Integer, String> onA = services(a);
        haveLeases();
        String overtaken = onA.get(5, id -> {
            b.invalidateTable("service");
            return load(id);
        });
        assertThat(onA.get(5, this::load)).isNotEqualTo(overtaken);
        assertThat(onA.meter().stalePreventedCount()).isEqualTo(1);
        synchronized (events) {
            CacheEvent.Invalidated write = only(CacheEvent.Invalidated.class);
            assertThat(only(CacheEvent.StalePrevented.class).raised().values())
                    .as("what overtook it is told by its number")
                    .containsOnly(write.seq());
        }
    }

    private <T extends CacheEvent> T only(Class<T> type) {
        List<T> found = events.stream().filter(type::isInstance).map(type::cast).toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    @Test
    void anEmptiedSharedTier_makesEverythingOldWorthless_andRecovers() {
        Cache<Integer, String> onA = services(a);
        Cache<Integer, String> onB = services(b);
        haveLeases();
        String before = onA.get(5, this::load);
        long lineage = Math.max(a.status().lineage(), b.status().lineage());
        remote.wipe();
        // until then each may serve what it has, for a bound, whatever the other has heard
        await().until(() -> a.status().lineage() > lineage && b.status().lineage() > lineage);
        haveLeases();
        assertThat(onA.get(5, this::load)).isNotEqualTo(before);
        assertThat(onB.get(5, this::load)).isNotEqualTo(before);
    }

    @Test
    void aReadInAWritingTransaction_neitherTrustsNorFills() {
        Cache<Integer, String> onA = services(a);
        haveLeases();
        trust.set(Surroundings.Trust.NONE);
        String bypassed = onA.get(5, this::load);
        trust.set(Surroundings.Trust.SERVE_ONLY);
        assertThat(onA.get(5, this::load)).isNotEqualTo(bypassed);
        trust.set(Surroundings.Trust.FULL);
        String kept = onA.get(5, this::load);
        trust.set(Surroundings.Trust.SERVE_ONLY);
        assertThat(onA.get(5, this::load)).isEqualTo(kept);
        assertThat(loads).hasValue(3);
    }

    @Test
    void anOpenBypass_readsTheSource() {
        Cache<Integer, String> onA = services(a);
        haveLeases();
        String kept = onA.get(5, this::load);
        try (Bypass open = Bypass.open()) {
            assertThat(open).isNotNull();
            assertThat(onA.get(5, this::load)).isNotEqualTo(kept);
        }
        assertThat(onA.get(5, this::load)).isEqualTo(kept);
    }

    @Test
    void anExpiredValue_isServed_ifTheLoaderFails_whereTheCacheAllowsIt() {
        Cache<Integer, String> lenient = a.<Integer, String>cache("lenient:{id}", Integer.class, String.class)
                .policy(policy -> policy.withTimeToLive(Duration.ofMillis(20)).withStaleOnError(Duration.ofMinutes(1)))
                .tagged("x")
                .build();
        haveLeases();
        String kept = lenient.get(5, this::load);
        await().until(() -> lenient.getIfPresent(5) instanceof Lookup.Stale);
        assertThat(lenient.get(5, FreshetTests::fail)).isEqualTo(kept);
        assertThat(lenient.meter().reads(Outcome.STALE)).isEqualTo(1);
        a.invalidateTag("x");
        assertThatThrownBy(() -> lenient.get(5, FreshetTests::fail)).hasMessage("loader failed");
    }

    private static String fail(int id) {
        throw new IllegalArgumentException("loader failed");
    }

    @Test
    void mistakes_areToldTogether() {
        assertThatThrownBy(() -> Freshet.builder()
                        .bound(Duration.ofMillis(10))
                        .interval(Duration.ofMillis(50))
                        .instance(" ")
                        .build())
                .hasMessageContaining("bound is PT0.01S")
                .hasMessageContaining("interval")
                .hasMessageContaining("instance is blank");
    }

    @Test
    void twoCaches_ofOneName_areRefused() {
        services(a);
        assertThatThrownBy(() -> services(a)).hasMessageContaining("Two caches have the name 'catalog:service'");
    }

    private static final class Texts implements CodecFactory {

        @Override
        public Codec<Object> codecFor(Type type) {
            return new Codec<>() {
                @Override
                public byte[] encode(Object value) {
                    return value.toString().getBytes(StandardCharsets.UTF_8);
                }

                @Override
                public Object decode(byte[] bytes) {
                    return new String(bytes, StandardCharsets.UTF_8);
                }

                @Override
                public int fingerprint() {
                    return 1;
                }
            };
        }
    }
}
