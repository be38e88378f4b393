package io.freshet;

import io.freshet.change.ChangeSet;
import io.freshet.event.Outcome;
import io.freshet.event.ReadListener;
import io.freshet.event.Tracer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** What stands around loads and invalidations, and who hears of keys. */
class TracedTests {

    /** Longer than any machine stands still: a lease that has ended meanwhile would make a hit a load. */
    private static final Duration BOUND = Duration.ofMinutes(1);

    private final Recorder recorder = new Recorder();
    private final Keys keys = new Keys();
    private final Freshet freshet = Freshet.builder()
            .tracer(recorder)
            .listener(keys)
            .bound(BOUND)
            .interval(Duration.ofMillis(10))
            .build();
    private final Cache<Integer, String> cache = freshet.<Integer, String>cache(
                    "service:{id}", Integer.class, String.class)
            .dependsOnTables("service")
            .timeToLive(Duration.ofHours(1))
            .build();

    @AfterEach
    void close() {
        recorder.isBroken = false;
        freshet.close();
    }

    private void trusted() {
        await().until(() -> freshet.status().leaseRuns());
    }

    @Test
    void aLoadIsASpan_andAHitIsNone() {
        trusted();
        cache.get(5, key -> "inside " + recorder.current());
        assertThat(cache.get(5, key -> "again")).isEqualTo("inside :service:5");
        assertThat(recorder.spans).containsExactly("load service :service:5 loaded");
    }

    @Test
    void aFailedLoad_saysSo_andItsFailureComesThrough() {
        assertThatThrownBy(() -> cache.get(5, key -> {
                    throw new IllegalStateException("on purpose");
                }))
                .hasMessage("on purpose");
        assertThat(recorder.spans).containsExactly("load service :service:5 failed: on purpose");
    }

    @Test
    void aLoadOfManyKeys_isOneSpan() {
        trusted();
        cache.getAll(List.of(1, 2), missing -> missing.stream().collect(Collectors.toMap(key -> key, key -> "a")));
        assertThat(recorder.spans).containsExactly("load service :service:1 loaded");
    }

    @Test
    void loadsOnOtherThreads_belongToWhoBeganThem() throws Exception {
        trusted();
        Tracer.Span around = recorder.load("request", () -> "around");
        CompletableFuture<@Nullable String> value = cache.getAsync(1, key -> "within " + recorder.outer());
        CompletableFuture<@Nullable String> later =
                cache.getLater(2, key -> CompletableFuture.supplyAsync(() -> "later"));
        around.close();
        assertThat(value.get()).isEqualTo("within around");
        assertThat(later.get()).isEqualTo("later");
        await().untilAsserted(() -> assertThat(recorder.spans).contains("load service :service:2 loaded in around"));
        assertThat(recorder.spans).contains("load service :service:1 loaded in around");
    }

    @Test
    void anInvalidation_isASpan_fromTheCommitOn() {
        trusted();
        freshet.invalidateTable("service");
        assertThat(recorder.spans).containsExactly("invalidation fleet");
    }

    @Test
    void aBrokenTracer_keepsNothingFromBeingDone() {
        trusted();
        List<Throwable> reported = new CopyOnWriteArrayList<>();
        Thread.currentThread().setUncaughtExceptionHandler((thread, failure) -> reported.add(failure));
        recorder.isBroken = true;
        assertThat(cache.get(5, key -> "old")).isEqualTo("old");
        freshet.invalidateTable("service");
        assertThat(cache.get(5, key -> "new")).isEqualTo("new");
        Thread.currentThread().setUncaughtExceptionHandler(null);
        assertThat(reported)
                .hasSize(3)
                .allSatisfy(failure -> assertThat(failure).hasMessage("broken"));
    }

    @Test
    void whoWantsKeys_hearsOfEachRead_andOnlyThen() {
        trusted();
        cache.get(5, key -> "a");
        cache.get(5, key -> "b");
        assertThat(keys.heard).isEmpty();
        keys.wanted = Set.of(Outcome.HIT_L1, Outcome.MISS);
        cache.get(5, key -> "c");
        cache.get(6, key -> "d");
        cache.getAll(List.of(5, 6), missing -> Map.of());
        assertThat(keys.heard)
                .containsExactly(
                        "service :service:5 hit-l1",
                        "service :service:6 miss",
                        "service :service:5 hit-l1",
                        "service :service:6 hit-l1");
        assertThat(cache.meter().reads(Outcome.HIT_L1)).isEqualTo(4);
        assertThat(cache.meter().reads(Outcome.MISS)).isEqualTo(2);
        keys.wanted = Set.of(Outcome.MISS);
        cache.get(5, key -> "e");
        assertThat(keys.heard).hasSize(4);
    }

    /** Writes down what it is told. */
    private static final class Recorder implements Tracer {

        private final List<String> spans = new CopyOnWriteArrayList<>();
        private final ThreadLocal<@Nullable Recorded> innermost = new ThreadLocal<>();
        private volatile boolean isBroken;

        String current() {
            Recorded span = innermost.get();
            return span == null ? "nothing" : span.key;
        }

        String outer() {
            Recorded span = innermost.get();
            Recorded around = span == null ? null : span.around;
            return around == null ? "nothing" : around.key;
        }

        @Override
        public Span load(String cache, Supplier<String> key) {
            return begun("load " + cache + " " + key.get(), key.get());
        }

        @Override
        public Span invalidation(ChangeSet change) {
            return begun("invalidation", "change");
        }

        private Span begun(String text, String key) {
            if (isBroken) {
                throw new IllegalStateException("broken");
            }
            Recorded span = new Recorded(text, key, innermost.get());
            innermost.set(span);
            return span;
        }

        @Override
        public Runnable carried(Runnable work) {
            Recorded here = innermost.get();
            return () -> {
                Recorded before = innermost.get();
                innermost.set(here);
                work.run();
                innermost.set(before);
            };
        }

        private final class Recorded implements Span {

            private final String text;
            private final String key;
            private final @Nullable Recorded around;
            private volatile String outcome = "";

            Recorded(String text, String key, @Nullable Recorded around) {
                this.text = text;
                this.key = key;
                this.around = around;
            }

            @Override
            public void outcome(String word) {
                outcome += " " + word;
            }

            @Override
            public void failed(Throwable why) {
                outcome += ": " + why.getMessage();
            }

            @Override
            public void leave() {
                innermost.set(around);
            }

            @Override
            public void close() {
                if (innermost.get() == this) {
                    innermost.set(around);
                }
                spans.add(text + outcome + (around == null ? "" : " in " + around.key));
            }
        }
    }

    /** Hears of keys while it wants to. */
    private static final class Keys implements ReadListener {

        private final List<String> heard = new CopyOnWriteArrayList<>();
        private volatile Set<Outcome> wanted = Set.of();

        @Override
        public boolean listensTo(Outcome outcome) {
            return wanted.contains(outcome);
        }

        @Override
        public void onRead(String cache, String key, Outcome outcome) {
            heard.add(cache + " " + key + " " + outcome.text());
        }
    }
}
