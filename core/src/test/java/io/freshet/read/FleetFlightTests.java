package io.freshet.read;

import io.freshet.remote.EntryStore;
import io.freshet.remote.FleetFlights;
import io.freshet.remote.InProcessRemote;
import io.freshet.remote.Remote;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FleetFlightTests {

    private final InProcessRemote server = new InProcessRemote(System::nanoTime);
    private final ReadFixture one = new ReadFixture(server, "one");
    private final ReadFixture two = new ReadFixture(server, "two");
    private final ReadPath first = one.cache(ReadFixture.policy());
    private final ReadPath second = two.cache(ReadFixture.policy());
    private final AtomicInteger loads = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    private CompletableFuture<String> read(ReadPath cache, CountDownLatch began, CountDownLatch goOn) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return cache.<String>get(ReadFixture.KEY, () -> {
                            began.countDown();
                            goOn.await();
                            return "load " + loads.incrementAndGet();
                        });
                    } catch (Throwable e) {
                        throw new IllegalStateException(e);
                    }
                },
                threads);
    }

    @Test
    void twoInstances_oneLoad() {
        InProcessRemote server = new InProcessRemote(() -> 0); // no claim ends because its owner was held up
        Watched flights = new Watched(server.flights());
        ReadFixture one = new ReadFixture(server, "one");
        ReadFixture two = new ReadFixture(server, "two", flights);
        ReadPath first = one.cache(ReadFixture.policy());
        ReadPath second = two.cache(ReadFixture.policy());
        one.certify();
        two.certify();
        CountDownLatch began = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        CompletableFuture<String> loading = read(first, began, goOn);
        await(began);
        CompletableFuture<String> waiting = read(second, new CountDownLatch(1), new CountDownLatch(0));
        await(flights.refused);
        goOn.countDown();
        assertThat(loading.join()).isEqualTo("load 1");
        assertThat(waiting.join()).isEqualTo("load 1");
        assertThat(loads).hasValue(1);
    }

    @Test
    void loadThatLandsBetweenLookAndClaim_isNotRepeated() throws Throwable {
        Watched flights = new Watched(server.flights());
        ReadFixture two = new ReadFixture(server, "two", flights);
        ReadPath second = two.cache(ReadFixture.policy());
        one.certify();
        two.certify();
        flights.beforeClaim = () -> load(first);
        assertThat(second.<String>get(ReadFixture.KEY, () -> "again")).isEqualTo("load 1");
        assertThat(loads).hasValue(1);
        Awaitility.await().until(this::isUnclaimed); // what it had claimed in vain has ended
    }

    @Test
    void keyThatWasJustInvalidated_isClaimedWithTheFirstLook() throws Throwable {
        AtomicInteger looks = new AtomicInteger();
        two.remote = counting(looks);
        ReadPath second = two.cache(ReadFixture.policy());
        two.certify();
        load(second);
        assertThat(looks).hasValue(2);
        two.write();
        two.poll();
        load(second);
        assertThat(looks).hasValue(3);
        assertThat(loads).hasValue(2);
        assertThat(two.decoded)
                .as("what L2 holds is invalid, and not worth decoding")
                .hasValue(0);
    }

    @Test
    void keyThatWasJustInvalidated_isLoadedWithoutAskingAnybody_whereAllInstancesLoadQuickly() throws Throwable {
        AtomicInteger looks = new AtomicInteger();
        two.remote = counting(looks);
        two.others = 3;
        ReadPath second = two.cache(ReadFixture.policy());
        two.certify();
        load(second);
        two.write();
        two.poll();
        load(second);
        assertThat(loads).hasValue(2);
        assertThat(looks).as("only for the key that was not there").hasValue(2);
    }

    @Test
    void aLoaderThatFails_givesItsClaimUp() throws Throwable {
        one.certify();
        two.certify();
        assertThatThrownBy(() -> first.get(ReadFixture.KEY, () -> {
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        assertThat(isUnclaimed()).isTrue();
    }

    @Test
    void anOwnerThatDied_isReplacedWhenItsClaimHasEnded() throws Throwable {
        two.certify();
        server.flights().claim(ReadFixture.KEY.qualifiedText(), "dead", Duration.ofMillis(50));
        assertThat(second.<String>get(ReadFixture.KEY, () -> "mine")).isEqualTo("mine");
    }

    @Test
    void aLostMessage_costsAShortWait() {
        two.certify();
        AtomicInteger looks = new AtomicInteger();
        FleetFlight deaf = new FleetFlight(new Taken(2), "deaf", Duration.ofSeconds(1), () -> -1);
        FleetFlight.Turn turn = deaf.join("key", () -> {
            looks.incrementAndGet();
            return () -> null;
        });
        assertThat(looks).hasValue(3);
        assertThat(turn.claim()).isNotNull();
        turn.release();
    }

    @Test
    void aSharedTierThatFails_isNotWaitedFor() {
        FleetFlight flight = new FleetFlight(new Taken(-1), "me", Duration.ofSeconds(1), () -> -1);
        assertThat(flight.join("key", () -> () -> null)).isEqualTo(FleetFlight.Turn.ALONE);
    }

    @Test
    void withoutALease_nobodyIsAsked() throws Throwable {
        server.flights().claim(ReadFixture.KEY.qualifiedText(), "another", Duration.ofHours(1));
        assertThat(first.<String>get(ReadFixture.KEY, () -> "mine")).isEqualTo("mine");
    }

    private boolean isUnclaimed() {
        return server.flights()
                .claim(ReadFixture.KEY.qualifiedText(), "another", Duration.ofSeconds(1))
                .toCompletableFuture()
                .join();
    }

    private void load(ReadPath cache) {
        try {
            cache.<String>get(ReadFixture.KEY, () -> "load " + loads.incrementAndGet());
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** The server, with its looks counted. */
    private Remote counting(AtomicInteger looks) {
        EntryStore entries = (EntryStore) Proxy.newProxyInstance(
                EntryStore.class.getClassLoader(), new Class<?>[] {EntryStore.class}, (proxy, method, arguments) -> {
                    looks.addAndGet(method.getName().equals("get") ? 1 : 0);
                    return method.invoke(server.entries(), arguments);
                });
        return (Remote) Proxy.newProxyInstance(
                Remote.class.getClassLoader(),
                new Class<?>[] {Remote.class},
                (proxy, method, arguments) ->
                        method.getName().equals("entries") ? entries : method.invoke(server, arguments));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Tells when a claim is refused, and may do something before one is made. */
    private static final class Watched implements FleetFlights {

        final CountDownLatch refused = new CountDownLatch(1);
        Runnable beforeClaim = () -> {};
        private final FleetFlights flights;

        Watched(FleetFlights flights) {
            this.flights = flights;
        }

        @Override
        public CompletionStage<Boolean> claim(String key, String owner, Duration lease) {
            beforeClaim.run();
            CompletionStage<Boolean> answer = flights.claim(key, owner, lease);
            if (!answer.toCompletableFuture().join()) {
                refused.countDown();
            }
            return answer;
        }

        @Override
        public CompletionStage<Boolean> prolong(String key, String owner, Duration lease) {
            return flights.prolong(key, owner, lease);
        }

        @Override
        public CompletionStage<@Nullable Void> release(String key, String owner) {
            return flights.release(key, owner);
        }

        @Override
        public void onReleased(Consumer<String> listener) {
            flights.onReleased(listener);
        }
    }

    /** Claims that somebody else has so many times, or that fail; nobody is told anything. */
    private static final class Taken implements FleetFlights {

        private int times;

        Taken(int times) {
            this.times = times;
        }

        @Override
        public CompletionStage<Boolean> claim(String key, String owner, Duration lease) {
            return times < 0
                    ? CompletableFuture.failedFuture(new IllegalStateException("away"))
                    : CompletableFuture.completedFuture(times-- == 0);
        }

        @Override
        public CompletionStage<Boolean> prolong(String key, String owner, Duration lease) {
            return CompletableFuture.completedFuture(true);
        }

        @Override
        public CompletionStage<@Nullable Void> release(String key, String owner) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void onReleased(Consumer<String> listener) {
            // nobody is told
        }
    }
}
