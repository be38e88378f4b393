package io.freshet.load;

import io.freshet.entry.Entry;
import io.freshet.entry.Stamp;
import io.freshet.event.Outcome;
import io.freshet.key.CacheKey;
import io.freshet.key.KeyTemplate;
import io.freshet.load.Flight.Landing;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class SingleFlightTests {

    private static final CacheKey KEY = KeyTemplate.parse("a:{b}").key("", 1);

    private final List<Thread> callers = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(run -> {
        Thread thread = new Thread(run);
        callers.add(thread);
        return thread;
    });
    private final SingleFlight flights = new SingleFlight();
    private final AtomicInteger loads = new AtomicInteger();

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    private static Landing landing(Object value) {
        return new Landing(new Entry(value, Stamp.none(1), new long[0], 0, 0), Outcome.MISS);
    }

    private CompletableFuture<Object> join(CountDownLatch began, CountDownLatch goOn, boolean valid) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return flights.join(
                                        KEY,
                                        () -> {
                                            int load = loads.incrementAndGet();
                                            began.countDown();
                                            goOn.await();
                                            return landing(load);
                                        },
                                        entry -> valid)
                                .entry()
                                .value();
                    } catch (Throwable e) {
                        throw new IllegalStateException(e);
                    }
                },
                threads);
    }

    private void awaitAllWaiting() {
        await().until(() -> callers.stream()
                .allMatch(thread ->
                        thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING));
    }

    @Test
    void manyCallers_whileTheResultIsValid_shareOneLoad() throws Exception {
        CountDownLatch began = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        List<CompletableFuture<Object>> results = new ArrayList<>();
        results.add(join(began, goOn, true));
        began.await();
        for (int i = 0; i < 20; i++) {
            results.add(join(began, goOn, true));
        }
        awaitAllWaiting();
        goOn.countDown();
        for (CompletableFuture<Object> caller : results) {
            assertThat(caller.get()).isEqualTo(1);
        }
    }

    @Test
    void whoJoinsAFlightThatAWriteOvertook_waitsForOneThatBeganLater() throws Exception {
        CountDownLatch began = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        CompletableFuture<Object> first = join(began, goOn, false);
        began.await();
        List<CompletableFuture<Object>> later = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            later.add(join(began, goOn, false));
        }
        awaitAllWaiting();
        goOn.countDown();
        assertThat(first.get()).isEqualTo(1);
        for (CompletableFuture<Object> caller : later) {
            assertThat((Integer) caller.get()).isGreaterThan(1);
        }
    }

    @Test
    void aFailure_reachesItsOwnCallerOnly() throws Exception {
        CountDownLatch began = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        CompletableFuture<Void> failing = CompletableFuture.runAsync(
                () -> assertThatThrownBy(() -> flights.join(
                                KEY,
                                () -> {
                                    began.countDown();
                                    goOn.await();
                                    throw new IllegalArgumentException("no");
                                },
                                entry -> true))
                        .hasMessage("no"),
                threads);
        began.await();
        CompletableFuture<Object> other = join(new CountDownLatch(1), goOn, true);
        awaitAllWaiting();
        goOn.countDown();
        failing.get();
        assertThat(other.get()).isEqualTo(1);
    }

    @Test
    void aLoaderThatAsksForItsOwnKey_isNotBlockedByItself() throws Throwable {
        Landing landing =
                flights.join(KEY, () -> flights.join(KEY, () -> landing("inner"), entry -> true), entry -> true);
        assertThat(landing.entry().value()).isEqualTo("inner");
    }
}
