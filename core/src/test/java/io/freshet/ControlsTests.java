package io.freshet;

import io.freshet.control.ControlChange;
import io.freshet.control.ControlException;
import io.freshet.control.Scope;
import io.freshet.entry.Lookup;
import io.freshet.event.CacheEvent;
import io.freshet.event.CacheListener;
import io.freshet.event.Outcome;
import io.freshet.read.Surroundings;
import io.freshet.remote.Codec;
import io.freshet.remote.ControlStore;
import io.freshet.remote.EntryStore;
import io.freshet.remote.FleetFlights;
import io.freshet.remote.InProcessRemote;
import io.freshet.remote.Partitions;
import io.freshet.remote.Remote;
import io.freshet.remote.RemoteException;
import io.freshet.remote.Roster;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** What people do to a running fleet of two instances, whose shared tier lies in this process. */
class ControlsTests {

    private static final Scope PRICES = Scope.cache("prices");

    /** Longer than any machine stands still: a lease that has ended meanwhile would make a hit a load. */
    private static final Duration BOUND = Duration.ofMinutes(1);

    private final InProcessRemote server = new InProcessRemote();
    private final Tier tierOfB = new Tier(server);
    private final AtomicReference<String> tenant = new AtomicReference<>("7");
    private final AtomicInteger loads = new AtomicInteger();
    private final List<CacheEvent> events = new CopyOnWriteArrayList<>();
    private final Freshet a = builder("a", server.connect()).build();
    private final Freshet b = builder("b", tierOfB).build();
    private final Cache<Integer, String> onA = prices(a);
    private final Cache<Integer, String> onB = prices(b);

    private FreshetBuilder builder(String name, Remote remote) {
        return Freshet.builder()
                .instance(name)
                .remote(remote)
                .codecs(type -> new Text())
                .tenants(tenant::get)
                .bound(BOUND)
                .interval(Duration.ofMillis(10))
                .listener(new CacheListener() {
                    @Override
                    public void onEvent(CacheEvent event) {
                        events.add(event);
                    }
                });
    }

    private static Cache<Integer, String> prices(Freshet freshet) {
        return freshet.<Integer, String>cache("prices:{id}", Integer.class, String.class)
                .dependsOnTables("price")
                .policy(policy -> policy.withConcurrentLoads(2))
                .build();
    }

    private String load(int id) {
        return "price " + id + ", load " + loads.incrementAndGet();
    }

    private void warm(Cache<Integer, String> cache, int id) {
        await().until(() -> isHit(cache, id));
    }

    private boolean isHit(Cache<Integer, String> cache, int id) {
        int before = loads.get();
        cache.get(id, this::load);
        return loads.get() == before;
    }

    @AfterEach
    void close() {
        a.close();
        b.close();
    }

    @Test
    void whatIsSwitchedOff_isNeitherReadNorStored_onAllInstances() {
        warm(onA, 1);
        warm(onB, 1);
        long storedOnA = onA.meter().puts();

        b.controls().switchOff(PRICES, "ann");

        assertThat(isHit(onB, 1)).as("at once where it was done").isFalse();
        await().until(() -> !isHit(onA, 1));
        assertThat(isHit(onA, 1)).isFalse();
        assertThat(isHit(onA, 2)).isFalse();
        assertThat(isHit(onA, 2)).isFalse();
        assertThat(onA.getIfPresent(1)).isInstanceOf(Lookup.Miss.class);
        assertThat(onA.meter().puts()).isEqualTo(storedOnA);
        assertThat(onA.meter().reads(Outcome.BYPASS)).isPositive();
    }

    @Test
    void whatIsSwitchedOff_isReadInNoOtherWayEither() {
        warm(onA, 1);
        long stored = onA.meter().puts();

        a.controls().switchOff(PRICES, "ann");

        assertThat(onA.getAll(List.of(1), ids -> Map.of(1, "loaded"))).containsExactly(Map.entry(1, "loaded"));
        assertThat(onA.getAsync(1, id -> "loaded").join()).isEqualTo("loaded");
        String caller = Thread.currentThread().getName();
        assertThat(onA.getAllAsync(
                                List.of(1),
                                ids -> Map.of(1, "by " + Thread.currentThread().getName()))
                        .join()
                        .get(1))
                .startsWith("by ")
                .isNotEqualTo("by " + caller);
        assertThat(onA.getLater(1, id -> CompletableFuture.completedFuture("loaded"))
                        .join())
                .isEqualTo("loaded");
        assertThat(onA.find(1)).isInstanceOf(Lookup.Miss.class);
        assertThat(onA.exists(1)).isFalse();
        assertThat(onA.fill(1, "put", onA.now())).isFalse();
        assertThat(onA.put(1, "put")).isFalse();
        assertThat(onA.meter().puts()).isEqualTo(stored);
    }

    @Test
    void whenItIsSwitchedOnAgain_whatAWriteTouchedIsNotServed_andWhatNoneTouchedIs() {
        Cache<Integer, String> others = b.<Integer, String>cache("others:{id}", Integer.class, String.class)
                .dependsOnTables("other")
                .build();
        warm(onA, 1);
        warm(onB, 1);
        warm(others, 1);
        String before = onA.get(1, this::load);
        String untouched = others.get(1, this::load);
        a.controls().switchOff(Scope.ALL, "ann");
        await().until(() -> b.controls().isOff(Scope.ALL));

        a.invalidateTable("price");
        b.controls().switchOn(Scope.ALL, "bob");
        await().until(() -> !a.controls().isOff(Scope.ALL));

        assertThat(onB.get(1, this::load)).isNotEqualTo(before);
        assertThat(onA.get(1, this::load)).isNotEqualTo(before);
        assertThat(others.get(1, this::load)).isEqualTo(untouched);
        assertThat(events)
                .anySatisfy(event -> assertThat(event)
                        .isInstanceOfSatisfying(CacheEvent.SettingChanged.class, changed -> {
                            assertThat(changed.scope()).isEqualTo("all");
                            assertThat(changed.value()).isEmpty();
                            assertThat(changed.by()).isEqualTo("bob");
                        }));
    }

    @Test
    void aLoadThatBeganBeforeTheSwitch_isNotStored() throws Exception {
        warm(onA, 1);
        CountDownLatch began = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try {
            Future<@Nullable String> loading = threads.submit(() -> onA.get(2, id -> {
                began.countDown();
                awaitLatch(goOn);
                return "loaded meanwhile";
            }));
            awaitLatch(began);
            a.controls().switchOff(PRICES, "ann");
            goOn.countDown();
            assertThat(loading.get(10, TimeUnit.SECONDS)).isEqualTo("loaded meanwhile");
            a.controls().switchOn(PRICES, "ann");
        } finally {
            threads.shutdownNow();
        }
        assertThat(onA.getIfPresent(2)).isInstanceOf(Lookup.Miss.class);
        assertThat(onA.get(2, this::load)).isNotEqualTo("loaded meanwhile");
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void oneTenant_isSwitchedOff_andTheOthersAreNot() {
        warm(onA, 1);
        tenant.set("8");
        warm(onA, 1);

        a.controls().switchOff(Scope.tenant("7"), "ann");

        assertThat(isHit(onA, 1)).as("tenant 8").isTrue();
        tenant.set("7");
        assertThat(isHit(onA, 1)).as("tenant 7").isFalse();
    }

    @Test
    void whatIsSwitchedOff_loadsNoMoreAtOnceThanTheCacheMay() throws Exception {
        a.controls().switchOff(PRICES, "ann");
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch two = new CountDownLatch(2);
        ExecutorService threads = Executors.newFixedThreadPool(12);
        List<Future<?>> reads = new ArrayList<>();
        try {
            for (int i = 0; i < 12; i++) {
                reads.add(threads.submit(() -> onA.get(1, id -> {
                    most.accumulateAndGet(now.incrementAndGet(), Math::max);
                    two.countDown();
                    awaitLatch(two);
                    now.decrementAndGet();
                    return "";
                })));
            }
            for (Future<?> read : reads) {
                read.get(10, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(most).hasValue(2);
        assertThat(onA.meter().loads()).isEqualTo(12);
    }

    @Test
    void withinATransaction_aLoadWaitsForNobody() throws Exception {
        a.controls().switchOff(PRICES, "ann");
        ExecutorService threads = Executors.newFixedThreadPool(3);
        long start = System.nanoTime();
        try (Freshet c = builder("c", server.connect())
                .surroundings(() -> Surroundings.Trust.SERVE_ONLY)
                .build()) {
            Cache<Integer, String> onC = prices(c);
            await().until(() -> c.controls().isOff(PRICES));
            for (int round = 0; round < 10; round++) {
                CountDownLatch three = new CountDownLatch(3);
                List<Future<?>> reads = new ArrayList<>();
                for (int i = 0; i < 3; i++) {
                    reads.add(threads.submit(() -> onC.get(1, id -> {
                        three.countDown();
                        awaitLatch(three);
                        return "";
                    })));
                }
                for (Future<?> read : reads) {
                    read.get(10, TimeUnit.SECONDS);
                }
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .as("ten times the third would have waited 2 s for a place")
                .isLessThan(Duration.ofSeconds(15));
    }

    @Test
    void whatTheConfigurationSwitchesOff_nobodySwitchesOn() {
        try (Freshet c = builder("c", server.connect()).switchedOff(PRICES).build()) {
            Cache<Integer, String> onC = prices(c);
            warm(onA, 1);
            await().until(() -> c.status().leaseRuns());
            assertThat(isHit(onC, 1)).isFalse();
            assertThat(isHit(onC, 1)).isFalse();
            assertThat(c.status().switchedOff())
                    .extracting(SwitchedOff::toString)
                    .containsExactly("cache:prices by configuration");
            assertThatThrownBy(() -> c.controls().switchOn(PRICES, "ann"))
                    .isInstanceOf(ControlException.class)
                    .hasMessageContaining("its configuration switches it off");
            assertThat(a.status().switchedOff()).isEmpty();
        }
    }

    @Test
    void aValue_isChangedOnAllInstances_withWhoAndWhatWasBefore_andComesBack() {
        b.controls().set(PRICES, "ttl", " 90s ", "ann");
        assertThat(onB.policy().timeToLive()).isEqualTo(Duration.ofSeconds(90));
        await().until(() -> onA.policy().timeToLive().equals(Duration.ofSeconds(90)));
        assertThat(onA.configured().timeToLive()).isEqualTo(Duration.ofMinutes(5));

        a.controls().set(PRICES, "ttl", "PT2M", "bob");
        ControlChange change = a.controls().atRunTime(PRICES, "ttl").orElseThrow();
        assertThat(change.value()).isEqualTo("PT2M");
        assertThat(change.before()).isEqualTo("90s");
        assertThat(change.by()).isEqualTo("bob");

        a.controls().takeBack(PRICES, "ttl", "");
        assertThat(onA.policy()).isEqualTo(onA.configured());
        await().until(() -> onB.policy().equals(onB.configured()));
        assertThat(a.controls().atRunTime(PRICES, "ttl")).isEmpty();
        assertThat(a.controls().changes()).singleElement().satisfies(last -> {
            assertThat(last.isTakenBack()).isTrue();
            assertThat(last.by()).isEqualTo("unknown");
            assertThat(last.before()).isEqualTo("PT2M");
        });
    }

    @Test
    void aShorterTimeToLive_holdsForWhatLiesThereAlready() {
        warm(onA, 1);
        a.controls().set(PRICES, "ttl", "1ms", "ann");
        await().until(() -> !isHit(onA, 1));
    }

    @Test
    void noL1_andLimits_areChangedLive() {
        warm(onA, 1);
        assertThat(onA.localSize()).isPositive();
        a.controls().set(PRICES, "local-maximum", "0", "ann");
        assertThat(onA.localSize()).isZero();
        long l2 = onA.meter().reads(Outcome.HIT_L2);
        assertThat(isHit(onA, 1)).isTrue();
        assertThat(onA.meter().reads(Outcome.HIT_L2)).isEqualTo(l2 + 1);
        onA.getAsync(1, this::load).join();
        assertThat(onA.meter().reads(Outcome.HIT_L2)).isEqualTo(l2 + 2);
        a.controls().takeBack(PRICES, "local-maximum", "ann");
        warm(onA, 1);
        assertThat(onA.localSize()).isPositive();

        a.controls().set(PRICES, "concurrent-loads", "5", "ann");
        a.controls().set(PRICES, "stale-on-error", "1m", "ann");
        a.controls().set(PRICES, "one-load-in-fleet", "false", "ann");
        a.controls().set(PRICES, "from-replica", "true", "ann");
        assertThat(onA.policy())
                .isEqualTo(onA.configured()
                        .withConcurrentLoads(5)
                        .withStaleOnError(Duration.ofMinutes(1))
                        .withOneLoadInFleet(false)
                        .withFromReplica(true));
    }

    @Test
    void valuesThatContradictEachOther_areRefused_andThoseThatDoNotTogetherAreTaken() {
        assertThatThrownBy(() -> a.controls().set(PRICES, "soft-ttl", "10m", "ann"))
                .isInstanceOf(ControlException.class)
                .hasMessageContaining("soft-ttl is 10m, but an entry may expire after 5m");
        a.controls().set(PRICES, "ttl", "20m", "ann");
        a.controls().set(PRICES, "soft-ttl", "10m", "ann");
        a.controls().set(PRICES, "jitter", "0.1", "ann");
        a.controls().set(PRICES, "hard-timeout", "5s", "ann");
        assertThat(onA.policy())
                .isEqualTo(onA.configured()
                        .withTimeToLive(Duration.ofMinutes(20))
                        .withExpiry(expiry -> expiry.withSoftTimeToLive(Duration.ofMinutes(10))
                                .withJitter(0.1))
                        .withLoads(loads -> loads.withHardTimeout(Duration.ofSeconds(5))));

        a.controls().takeBack(PRICES, "ttl", "ann");

        assertThat(onA.policy())
                .as("a soft one of 10 and a whole one of 5 minutes")
                .isEqualTo(onA.configured());
        assertThat(events).anyMatch(CacheEvent.SettingIgnored.class::isInstance);
    }

    @Test
    void shadowReads_areTurnedOnLive() {
        warm(onA, 1);
        onA.get(1, this::load);
        assertThat(a.shadowReads().comparedCount()).isZero();
        a.controls().set(Scope.ALL, Controls.SHADOW_SHARE, "1", "ann");
        a.controls().set(Scope.ALL, Controls.SHADOW_RATE, "1000", "ann");
        await().until(() -> {
            onA.get(1, this::load);
            return a.shadowReads().comparedCount() > 0 || a.shadowReads().failedCount() > 0;
        });
    }

    @Test
    void mistakes_areRefused_andSaidHowToMend() {
        Map<Runnable, String> mistakes = Map.of(
                () -> a.controls().set(PRICES, "ttl", "soon", "ann"), "ttl is 'soon', but must be a time such as",
                () -> a.controls().set(PRICES, "ttl", "0s", "ann"), "The time to live must be positive",
                () -> a.controls().set(PRICES, "concurrent-loads", "0", "ann"), "concurrent-loads is '0'",
                () -> a.controls().set(PRICES, "from-replica", "maybe", "ann"), "but must be true or false",
                () -> a.controls().set(PRICES, "consistency", "strict", "ann"),
                        "cannot be set for a cache at run time; what can is off, ttl",
                () -> a.controls().set(Scope.tenant("7"), "ttl", "1s", "ann"),
                        "A tenant can be switched off, nothing else",
                () -> a.controls().set(Scope.ALL, "shadow-reads.share", "2", "ann"), "must be a number from 0 to 1",
                () -> a.controls().set(Scope.ALL, "ttl", "1s", "ann"), "cannot be set for all at run time",
                () -> a.controls().switchOff(Scope.cache("price"), "ann"),
                        "There is no cache 'price'; there are [prices]",
                () -> a.controls().takeBack(PRICES, "ttl", "ann"), "there is nothing to take back");
        mistakes.forEach((mistake, message) -> assertThatThrownBy(mistake::run)
                .isInstanceOf(ControlException.class)
                .hasMessageContaining(message));
        assertThat(a.controls().changes()).isEmpty();
        assertThat(onA.policy()).isEqualTo(onA.configured());
    }

    @Test
    void aLostMessage_costsALook() {
        tierOfB.isDeaf = true;
        a.controls().switchOff(PRICES, "ann");
        await().until(() -> b.controls().isOff(PRICES));
    }

    @Test
    void whileTheTierIsAway_whatWasKnownLastHolds_andNothingCanBeSet() {
        a.controls().switchOff(PRICES, "ann");
        await().until(() -> b.controls().isOff(PRICES));
        tierOfB.isAway = true;
        a.controls().switchOn(PRICES, "ann");

        assertThatThrownBy(() -> b.controls().set(PRICES, "ttl", "1s", "ann"))
                .isInstanceOf(ControlException.class)
                .hasMessageContaining("the shared tier does not answer: ")
                .hasMessageContaining("away");
        assertThat(b.controls().isOff(PRICES)).isTrue();
        tierOfB.isAway = false;
        await().until(() -> !b.controls().isOff(PRICES));
    }

    @Test
    void whatAServerForgets_isPutBackByWhoeverRemembersIt() {
        a.controls().switchOff(PRICES, "ann");
        a.controls().set(PRICES, "ttl", "1m", "ann");
        await().until(() -> onB.policy().timeToLive().equals(Duration.ofMinutes(1)));
        a.close();

        server.wipe();

        await().until(() ->
                server.controls().read().toCompletableFuture().join().version() == 2);
        try (Freshet c = builder("c", server.connect()).build()) {
            await().until(() -> c.controls().isOff(PRICES));
            assertThat(prices(c).policy().timeToLive())
                    .as("of a cache that is declared later")
                    .isEqualTo(Duration.ofMinutes(1));
        }
    }

    @Test
    void manyAtOnce_loseNoChange() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<?> first = threads.submit(() -> setAll(a));
            Future<?> second = threads.submit(() -> setAll(b));
            first.get(30, TimeUnit.SECONDS);
            second.get(30, TimeUnit.SECONDS);
        } finally {
            threads.shutdownNow();
        }
        ControlStore.Controlled all =
                server.controls().read().toCompletableFuture().join();
        assertThat(all.version()).isEqualTo(20);
        await().until(() ->
                a.controls().atRunTime(PRICES, "ttl").equals(b.controls().atRunTime(PRICES, "ttl")));
    }

    private static void setAll(Freshet freshet) {
        for (int i = 1; i <= 10; i++) {
            String who = freshet.status().instance() + i;
            int seconds = i;
            await().ignoreExceptions().until(() -> {
                freshet.controls().set(PRICES, "ttl", seconds + "s", who);
                return true;
            });
        }
    }

    @Test
    void aValueThatThisInstanceCannotTake_isTold_andWhatIsConfiguredHolds() {
        ControlStore store = server.controls();
        assertThat(store.change(0, "ttl cache:prices", "for ever\tlater version\t0\t")
                        .toCompletableFuture()
                        .join())
                .isTrue();
        await().until(() -> events.stream().anyMatch(CacheEvent.SettingIgnored.class::isInstance));
        assertThat(onA.policy()).isEqualTo(onA.configured());
    }

    /** A way to the shared tier whose controls may be away, or deaf. */
    private static final class Tier implements Remote, ControlStore {

        private final Remote behind;
        private volatile boolean isAway;
        private volatile boolean isDeaf;

        Tier(InProcessRemote server) {
            behind = server.connect();
        }

        @Override
        public EntryStore entries() {
            return behind.entries();
        }

        @Override
        public Partitions partitions() {
            return behind.partitions();
        }

        @Override
        public FleetFlights flights() {
            return behind.flights();
        }

        @Override
        public ControlStore controls() {
            return this;
        }

        @Override
        public Roster roster() {
            return behind.roster();
        }

        @Override
        public String description() {
            return behind.description();
        }

        @Override
        public boolean isInProcess() {
            return true;
        }

        @Override
        public void close() {
            behind.close();
        }

        private <T extends @Nullable Object> CompletionStage<T> unlessAway(Supplier<CompletionStage<T>> answer) {
            CompletionStage<T> given =
                    isAway ? CompletableFuture.failedFuture(new RemoteException("away")) : answer.get();
            return isAway ? CompletableFuture.failedFuture(new RemoteException("away meanwhile")) : given;
        }

        @Override
        public CompletionStage<Controlled> read() {
            return unlessAway(behind.controls()::read);
        }

        @Override
        public CompletionStage<Boolean> change(long expected, String name, String text) {
            return unlessAway(() -> behind.controls().change(expected, name, text));
        }

        @Override
        public CompletionStage<@Nullable Void> restore(Controlled known) {
            return unlessAway(() -> behind.controls().restore(known));
        }

        @Override
        public void onChanged(Runnable listener) {
            behind.controls().onChanged(() -> {
                if (!isDeaf) {
                    listener.run();
                }
            });
        }
    }

    private static final class Text implements Codec<Object> {

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
    }
}
