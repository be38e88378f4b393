package io.freshet.read;

import io.freshet.change.ChangeSet;
import io.freshet.event.Outcome;
import io.freshet.event.Tracer;
import io.freshet.key.CacheKey;
import io.freshet.key.KeyTemplate;
import io.freshet.load.AsyncThreads;
import io.freshet.load.LaterLoader;
import io.freshet.load.LoadObserver;
import io.freshet.load.Observed;
import io.freshet.load.TracedThreads;
import io.freshet.remote.InProcessRemote;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import static io.freshet.read.ReadFixture.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class AsyncReadsTests {

    private static final KeyTemplate BILLS = KeyTemplate.parse("bill:{id}");
    private static final CacheKey OUTER = KeyTemplate.parse("outer:{id}").key("", 1);
    private static final CacheKey OUTER_TWO = KeyTemplate.parse("outer:{id}").key("", 2);

    private final InProcessRemote server = new InProcessRemote(() -> 0);
    private final CountedRemote counted = new CountedRemote(server);
    private final ReadFixture here = new ReadFixture(server, "here", counted);
    private final ReadFixture there = new ReadFixture(server, "there", counted);
    private final Queue<Runnable> loads = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void begin() {
        here.remote = counted;
        there.remote = counted;
        here.certify();
        there.certify();
    }

    private AsyncReads reads(ReadPath path) {
        return new AsyncReads(path, loads::add);
    }

    private void runLoads() {
        await().until(() -> !loads.isEmpty());
        for (Runnable work = loads.poll(); work != null; work = loads.poll()) {
            work.run();
        }
    }

    private static <T> T now(CompletableFuture<T> answer) throws Exception {
        return answer.get(20, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatHasNotBegun_whenTheThreadsAreClosed_isAnsweredToo(boolean isTraced) throws Exception {
        AsyncThreads threads = new AsyncThreads();
        Executor executor = isTraced ? TracedThreads.of(threads, new Carrying()) : threads;
        AsyncReads reads = new AsyncReads(here.cache(ReadFixture.policy()), executor);
        CountDownLatch goOn = new CountDownLatch(1);
        List<CompletableFuture<String>> answers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            answers.add(reads.get(BILLS.key("", i), () -> {
                goOn.await();
                return "loaded";
            }));
            answers.add(reads.later(BILLS.key("", 1_000 + i), () -> CompletableFuture.completedFuture("later")));
        }
        threads.close();
        goOn.countDown();
        await().until(() -> answers.stream().allMatch(CompletableFuture::isDone));
        assertThat(answers).anyMatch(CompletableFuture::isCompletedExceptionally);
    }

    @Test
    void anErrorWhileAValueIsKept_reachesWhoWaits_andTheNextLoadsAgain() throws Exception {
        here.encodes = value -> {
            throw new AssertionError("no form");
        };
        AsyncReads reads = reads(here.cache(ReadFixture.policy()));
        CompletableFuture<String> first = reads.later(KEY, () -> CompletableFuture.completedFuture("first"));
        runLoads();
        assertThatThrownBy(() -> now(first)).hasRootCauseInstanceOf(AssertionError.class);
        here.encodes = value -> {};
        CompletableFuture<String> second = reads.later(KEY, () -> CompletableFuture.completedFuture("second"));
        runLoads();
        assertThat(now(second)).isEqualTo("second");
    }

    @Test
    void aMiss_isLoadedOnTheExecutor_aHitInL1IsThereAtOnce_andOneInL2WithoutIt() throws Exception {
        ReadPath path = here.cache(ReadFixture.policy());
        AsyncReads reads = reads(path);
        CompletableFuture<String> loaded = reads.get(KEY, () -> "loaded");
        assertThat(loaded).isNotDone();
        runLoads();
        assertThat(now(loaded)).isEqualTo("loaded");
        assertThat(counted.gets)
                .as("by the caller, by its load, and with the claim")
                .hasValue(3);

        assertThat(reads.get(KEY, () -> "again")).isCompletedWithValue("loaded");
        ReadPath other = there.cache(ReadFixture.policy());
        assertThat(now(reads(other).get(KEY, () -> "again"))).isEqualTo("loaded");
        assertThat(loads).isEmpty();
        assertThat(path.meter().reads(Outcome.MISS)).isEqualTo(1);
        assertThat(path.meter().reads(Outcome.HIT_L1)).isEqualTo(1);
        assertThat(other.meter().reads(Outcome.HIT_L2)).isEqualTo(1);
    }

    @Test
    void whatIsCancelledBeforeItsLoadBegins_isNotLoaded() {
        AsyncReads reads = reads(here.cache(ReadFixture.policy()));
        CompletableFuture<String> answer = reads.get(KEY, () -> {
            throw new AssertionError("loaded");
        });
        answer.cancel(true);
        runLoads();
        assertThat(answer).isCancelled();
    }

    @Test
    void whatIsCancelledLater_isKeptForTheNextReader() throws Exception {
        AsyncReads reads = reads(here.cache(ReadFixture.policy()));
        CompletableFuture<String> source = new CompletableFuture<>();
        CompletableFuture<String> answer = reads.later(KEY, () -> source);
        runLoads();
        answer.cancel(true);
        source.complete("came all the same");
        assertThat(reads.get(KEY, () -> "again")).isCompletedWithValue("came all the same");
        assertThat(source).isNotCancelled();
    }

    @Test
    void whatTheLoaderThrows_comesThroughAsItIs() {
        AsyncReads reads = reads(here.cache(ReadFixture.policy()));
        IllegalStateException failure = new IllegalStateException("no database");
        CompletableFuture<String> blocking = reads.get(KEY, () -> {
            throw failure;
        });
        CompletableFuture<String> later = reads.later(KEY, () -> CompletableFuture.failedFuture(failure));
        await().until(() -> {
            runAll(); // each comes when it has looked into L2
            return blocking.isDone() && later.isDone();
        });
        for (CompletableFuture<String> answer : List.of(blocking, later)) {
            assertThatThrownBy(() -> now(answer))
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isSameAs(failure);
        }
    }

    private void runAll() {
        for (Runnable work = loads.poll(); work != null; work = loads.poll()) {
            work.run();
        }
    }

    @Test
    void aStrictCache_servesNothingUnconfirmed_howeverItIsAsked() throws Exception {
        AsyncReads reads = reads(here.cache(ReadFixture.policy().withConsistency(Consistency.STRICT)));
        reads.get(KEY, () -> "old");
        runLoads();
        CompletableFuture<String> confirmed = reads.get(KEY, () -> "again");
        runLoads();
        assertThat(now(confirmed)).isEqualTo("old");

        here.write(); // nobody has told
        CompletableFuture<String> next = reads.get(KEY, () -> "new");
        runLoads();
        assertThat(now(next)).isEqualTo("new");

        here.write();
        CompletableFuture<String> later = reads.later(KEY, () -> CompletableFuture.completedFuture("newest"));
        runLoads();
        assertThat(now(later)).isEqualTo("newest");

        here.write();
        CompletableFuture<Map<CacheKey, @Nullable Object>> many =
                reads.getAll(List.of(KEY), missing -> Map.of(KEY, "all new"));
        runLoads();
        assertThat(now(many)).containsEntry(KEY, "all new");
    }

    @Test
    void anExecutorThatRefuses_failsTheRead() {
        AsyncReads reads = new AsyncReads(here.cache(ReadFixture.policy()), work -> {
            throw new IllegalStateException("full");
        });
        assertThatThrownBy(() -> now(reads.get(KEY, () -> "value"))).hasRootCauseMessage("full");
    }

    @Test
    void callersThatComeDuringALaterLoad_shareIt() throws Exception {
        ReadPath path = here.cache(ReadFixture.policy());
        AsyncReads reads = reads(path);
        Queue<CompletableFuture<String>> sources = new ConcurrentLinkedQueue<>();
        LaterLoader<String> loader = () -> {
            CompletableFuture<String> source = new CompletableFuture<>();
            sources.add(source);
            return source;
        };
        CompletableFuture<String> first = reads.later(KEY, loader);
        runLoads();
        CompletableFuture<String> second = reads.later(KEY, loader);
        sources.remove().complete("shared");
        assertThat(now(first)).isEqualTo("shared");
        await().until(() -> {
            runAll(); // it may have come a moment too late to join, and finds what has landed
            return second.isDone();
        });
        assertThat(now(second)).isEqualTo("shared");
        assertThat(sources).isEmpty();
    }

    @Test
    void aWriteDuringALaterLoad_keepsItOut() throws Exception {
        ReadPath path = here.cache(ReadFixture.policy());
        AsyncReads reads = reads(path);
        CompletableFuture<String> source = new CompletableFuture<>();
        CompletableFuture<String> answer = reads.later(KEY, () -> source);
        runLoads();
        here.write();
        here.poll();
        source.complete("old");
        assertThat(now(answer)).as("it had asked before").isEqualTo("old");
        assertThat(counted.puts).hasValue(0);
        CompletableFuture<String> next = reads.later(KEY, () -> CompletableFuture.completedFuture("new"));
        runLoads();
        assertThat(now(next)).isEqualTo("new");
    }

    @Test
    void aLaterLoad_ofACacheWhoseDependenciesAreObserved_isNotKept() throws Exception {
        here.observer = new Blind();
        AsyncReads reads = reads(here.cache("bill", ReadFixture.policy(), List.of()));
        CompletableFuture<String> answer = reads.later(KEY, () -> CompletableFuture.completedFuture("one"));
        runLoads();
        assertThat(now(answer)).isEqualTo("one");
        assertThat(counted.puts).hasValue(0);
        CompletableFuture<String> next = reads.later(KEY, () -> CompletableFuture.completedFuture("two"));
        runLoads();
        assertThat(now(next)).isEqualTo("two");
    }

    @Test
    void aWatchedLoad_readsOnItsOwnThread_andIsNotKeptIfItWaitsForALaterOne() throws Throwable {
        here.observer = new Blind();
        ReadPath inner = here.cache(ReadFixture.policy());
        AsyncReads reads = reads(inner);
        ReadPath outer = here.cache("outer", ReadFixture.policy(), List.of());
        String value = outer.get(OUTER, () -> reads.get(KEY, () -> "seen").join());
        assertThat(value).isEqualTo("seen");
        assertThat(loads).as("on the thread that asks").isEmpty();
        assertThat(outer.<String>get(OUTER, () -> "again")).as("kept").isEqualTo("seen");

        here.write();
        here.poll();
        assertThat(outer.<String>get(OUTER, () -> "again"))
                .as("depends on the inner one")
                .isEqualTo("again");

        here.write();
        here.poll();
        outer.get(OUTER_TWO, () -> {
            CompletableFuture<String> later = reads.later(KEY, () -> CompletableFuture.completedFuture("unseen"));
            runLoads();
            return later.join();
        });
        assertThat(outer.<String>get(OUTER_TWO, () -> "not kept")).isEqualTo("not kept");
    }

    @Test
    void many_areServedAtOnceFromL1_elseOnTheExecutor() throws Exception {
        AsyncReads reads = reads(here.cache(ReadFixture.policy()));
        CompletableFuture<Map<CacheKey, @Nullable Object>> loaded =
                reads.getAll(List.of(KEY), missing -> Map.of(KEY, "loaded"));
        assertThat(loaded).isNotDone();
        runLoads();
        assertThat(now(loaded)).containsEntry(KEY, "loaded");
        assertThat(reads.getAll(List.of(KEY), missing -> Map.of())).isCompletedWithValue(Map.of(KEY, "loaded"));
    }

    /** Sees nothing, and so no gap. */
    private static final class Blind implements LoadObserver {

        @Override
        public Observation begin(String tenant) {
            return new Observation() {
                @Override
                public Observed observed() {
                    return Observed.NOTHING;
                }

                @Override
                public void close() {
                    // holds nothing
                }
            };
        }
    }

    /** Hands on something else than it is given. */
    private static final class Carrying implements Tracer {

        @Override
        public Span load(String cache, Supplier<String> key) {
            return Tracer.none().load(cache, key);
        }

        @Override
        public Span invalidation(ChangeSet change) {
            return Tracer.none().invalidation(change);
        }

        @Override
        public Runnable carried(Runnable work) {
            return () -> work.run();
        }
    }
}
