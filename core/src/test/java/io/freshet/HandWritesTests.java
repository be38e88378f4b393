package io.freshet;

import io.freshet.change.ChangeSet;
import io.freshet.entry.Lookup;
import io.freshet.read.Computation;
import io.freshet.read.Surroundings;
import io.freshet.remote.Codec;
import io.freshet.remote.InProcessRemote;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Values that are put by hand, on two instances. */
class HandWritesTests {

    /** Longer than any machine stands still: a lease that has ended meanwhile would make a hit a load. */
    private static final Duration BOUND = Duration.ofMinutes(1);

    private final InProcessRemote remote = new InProcessRemote();
    private final AtomicReference<Surroundings.Trust> trust = new AtomicReference<>(Surroundings.Trust.FULL);
    private final List<String> joined = new ArrayList<>();
    private boolean isTransaction;
    private final Freshet a = instance("a");
    private final Freshet b = instance("b");
    private final Cache<Integer, String> onA = cache(a);
    private final Cache<Integer, String> onB = cache(b);

    private Freshet instance(String name) {
        return Freshet.builder()
                .instance(name)
                .remote(remote.connect())
                .codecs(type -> Texts.INSTANCE)
                .surroundings(trust::get)
                .changeScope(tags -> isTransaction && joined.addAll(tags))
                .bound(BOUND)
                .interval(Duration.ofMillis(10))
                .build();
    }

    private static Cache<Integer, String> cache(Freshet freshet) {
        return freshet.<Integer, String>cache("owner:{id}", Integer.class, String.class)
                .dependsOnTables("owner")
                .build();
    }

    @BeforeEach
    void haveLeases() {
        await().until(() -> a.status().leaseRuns() && b.status().leaseRuns());
    }

    @AfterEach
    void close() {
        a.close();
        b.close();
    }

    @Test
    void put_isFoundOnEveryInstance_andReplacesWhatWasThere() {
        assertThat(onB.get(1, id -> "old")).isEqualTo("old");
        assertThat(onA.put(1, "new")).isTrue();
        assertThat(value(onA)).isEqualTo("new");
        assertThat(value(onB)).isEqualTo("new");
        assertThat(onA.put(1, "newer")).isTrue();
        assertThat(value(onB)).isEqualTo("newer");
        assertThat(onB.put(1, "newest")).isTrue();
        assertThat(value(onA)).isEqualTo("newest");
    }

    @Test
    void put_ofNull_isAValue() {
        onA.put(1, null);
        assertThat(onA.find(1)).isInstanceOf(Lookup.Hit.class);
        assertThat(value(onA)).isNull();
    }

    @Test
    void put_isInvalidatedAsAnyEntry_byKeyCacheAndTable() {
        onA.put(1, "x");
        onB.invalidate(1);
        assertThat(onA.exists(1)).isFalse();
        onA.put(1, "x");
        onB.invalidateAll();
        assertThat(onA.exists(1)).isFalse();
        onA.put(1, "x");
        b.changes().committed(ChangeSet.of(List.of("table/owner"), "a write"));
        assertThat(onA.exists(1)).isFalse();
        assertThat(onA.put(1, "again")).isTrue();
        assertThat(value(onB)).isEqualTo("again");
    }

    @Test
    void putOfAComputation_neverOutlivesAnInvalidationSinceItBegan() {
        for (Runnable write : List.<Runnable>of(
                () -> onB.invalidate(1),
                () -> onA.invalidate(1),
                () -> onB.invalidateAll(),
                () -> b.changes().committed(ChangeSet.of(List.of("table/owner"), "a write")))) {
            Computation computation = a.compute();
            computation.close();
            write.run();
            assertThat(onA.put(1, "computed before", computation)).isFalse();
            assertThat(onA.exists(1)).isFalse();
            assertThat(onB.exists(1)).isFalse();
            assertThat(onA.fill(1, "computed before", computation)).isFalse();
            assertThat(onA.exists(1)).isFalse();
        }
        assertThat(onA.meter().stalePreventedCount()).isEqualTo(8);
    }

    @Test
    void putThatIsNotKept_stillReplacesWhatWasThere() {
        onB.get(1, id -> "old");
        Computation computation = a.compute();
        computation.close();
        b.changes().committed(ChangeSet.of(List.of("table/owner"), "a write"));
        onB.get(1, id -> "not yet replaced");
        assertThat(onA.put(1, "computed before", computation)).isFalse();
        assertThat(onB.exists(1)).isFalse();
    }

    @Test
    void load_thatBeganBeforeAPut_neverOutlivesIt() {
        String loaded = onB.get(1, id -> {
            onA.put(1, "put");
            return "loaded before";
        });
        assertThat(loaded).isEqualTo("loaded before");
        assertThat(value(onB)).isEqualTo("put");
        assertThat(value(onA)).isEqualTo("put");
    }

    @Test
    void fill_bumpsNothing() {
        Computation computation = a.compute();
        computation.close();
        long before = a.invalidations().madeCount();
        assertThat(onA.fill(1, "filled", computation)).isTrue();
        assertThat(a.invalidations().madeCount()).isEqualTo(before);
        assertThat(value(onB)).isEqualTo("filled");
    }

    @Test
    void inATransaction_aPutOnlyInvalidatesWithTheCommit_andIsNotFound() {
        onA.put(1, "old");
        isTransaction = true;
        assertThat(onA.put(1, "new")).isFalse();
        assertThat(joined).containsExactly("put//owner:1");
        assertThat(value(onA)).isEqualTo("old");
        trust.set(Surroundings.Trust.NONE);
        assertThat(onA.find(1)).as("where a transaction has written").isInstanceOf(Lookup.Miss.class);
        assertThat(onA.exists(1)).isFalse();
    }

    @Test
    void computationInAWritingTransaction_isNotKept() {
        trust.set(Surroundings.Trust.NONE);
        Computation computation = a.compute();
        computation.close();
        trust.set(Surroundings.Trust.FULL);
        assertThat(onA.fill(1, "uncommitted", computation)).isFalse();
        assertThat(onA.put(1, "uncommitted", computation)).isFalse();
        assertThat(onB.exists(1)).isFalse();
    }

    @Test
    void putIfAbsent_answersWhatIsThere() {
        assertThat(onA.putIfAbsent(1, "first")).isInstanceOf(Lookup.Miss.class);
        assertThat(onB.putIfAbsent(1, "second")).isInstanceOf(Lookup.Hit.class);
        assertThat(value(onB)).isEqualTo("first");
    }

    @Test
    void timeLeft_isThatOfTheEntry() {
        assertThat(onA.timeLeft(1)).isEmpty();
        onA.put(1, "x");
        assertThat(onA.timeLeft(1).orElseThrow())
                .isPositive()
                .isLessThanOrEqualTo(onA.policy().timeToLive());
        assertThat(onB.timeLeft(1).orElseThrow())
                .isPositive()
                .isLessThanOrEqualTo(onB.policy().timeToLive());
    }

    /** A source, and readers who put what they have read by hand, while it is written and evicted. */
    @Test
    void putsThatRaceEvictions_areNeverStale() {
        AtomicInteger source = new AtomicInteger();
        ExecutorService threads = Executors.newCachedThreadPool();
        List<CompletableFuture<Void>> readers = new ArrayList<>();
        AtomicInteger acknowledged = new AtomicInteger();
        AtomicReference<String> wrong = new AtomicReference<>("");
        for (Freshet freshet : List.of(a, b, a)) {
            Cache<Integer, String> cache = freshet == a ? onA : onB;
            readers.add(CompletableFuture.runAsync(
                    () -> {
                        while (acknowledged.get() < 300) {
                            int least = acknowledged.get();
                            if (cache.find(1) instanceof Lookup.Hit hit) {
                                int read = Integer.parseInt(String.valueOf(hit.value()));
                                if (read < least) {
                                    wrong.set(read + " after " + least);
                                }
                                continue;
                            }
                            Computation computation = freshet.compute();
                            String value;
                            try (computation) {
                                value = String.valueOf(source.get());
                                Thread.yield();
                            }
                            if (ThreadLocalRandom.current().nextBoolean()) {
                                cache.put(1, value, computation);
                            } else {
                                cache.fill(1, value, computation);
                            }
                        }
                    },
                    threads));
        }
        for (int i = 1; i <= 300; i++) {
            source.set(i);
            (i % 2 == 0 ? onA : onB).invalidate(1);
            acknowledged.set(i);
        }
        readers.forEach(CompletableFuture::join);
        threads.shutdown();
        assertThat(wrong).hasValue("");
    }

    private static Object value(Cache<Integer, String> cache) {
        return cache.find(1) instanceof Lookup.Hit hit ? hit.value() : "nothing";
    }

    private enum Texts implements Codec<Object> {
        INSTANCE;

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
