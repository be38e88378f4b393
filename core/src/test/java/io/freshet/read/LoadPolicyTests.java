package io.freshet.read;

import io.freshet.event.CacheEvent;
import io.freshet.event.CacheListener;
import io.freshet.event.Effect;
import io.freshet.event.Outcome;
import io.freshet.key.CacheKey;
import io.freshet.key.KeyTemplate;
import io.freshet.load.LoadTimeoutException;
import io.freshet.load.Loader;
import io.freshet.load.LostContextException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** How long reads wait for loads, and how many loads run at once. */
class LoadPolicyTests {

    private static final Duration TTL = Duration.ofMinutes(10);
    private static final Duration SOFT = Duration.ofMillis(100);
    private static final Duration HARD = Duration.ofSeconds(2);

    private final ReadFixture instance = new ReadFixture();
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final CountDownLatch began = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void end() {
        goOn.countDown();
        threads.shutdownNow();
    }

    private static CachePolicy timed() {
        return CachePolicy.of(TTL)
                .withStaleOnError(Duration.ofHours(1))
                .withLoads(loads -> loads.withSoftTimeout(SOFT).withHardTimeout(HARD));
    }

    private static String get(ReadPath cache, Loader<String> loader) throws Throwable {
        return cache.get(ReadFixture.KEY, loader);
    }

    private String slow() throws InterruptedException {
        began.countDown();
        goOn.await();
        return "slow";
    }

    private CompletableFuture<String> begin(ReadPath cache, Loader<String> loader) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return get(cache, loader);
                    } catch (RuntimeException e) {
                        throw e;
                    } catch (Throwable e) {
                        throw new IllegalStateException(e);
                    }
                },
                threads);
    }

    /** In steps within which the lease goes on. */
    private void passWhileLoading(Duration time) throws InterruptedException {
        began.await();
        Duration step = Duration.ofMillis(50);
        for (long steps = time.dividedBy(step); steps > 0; steps--) {
            instance.pass(step);
        }
    }

    @Test
    void softTimeout_answersWithWhatHasExpired_andKeepsWhatTheLoadBrings() throws Throwable {
        ReadPath cache = instance.cache(timed());
        instance.certify();
        get(cache, () -> "old");
        instance.pass(TTL);
        CompletableFuture<String> answer = begin(cache, this::slow);
        passWhileLoading(SOFT);
        assertThat(answer.join()).isEqualTo("old");
        assertThat(get(cache, () -> "a second load")).as("its load goes on").isEqualTo("old");
        goOn.countDown();
        await().until(() -> cache.meter().loads() == 2 && cache.meter().puts() == 2);
        assertThat(get(cache, () -> "a second load")).isEqualTo("slow");
        assertThat(cache.meter().reads(Outcome.STALE)).isEqualTo(2);
        assertThat(cache.meter().count(Effect.SOFT_TIMEOUT)).isEqualTo(2);
    }

    @Test
    void loadWithinTheSoftTimeout_answersItself_onAnotherThread() throws Throwable {
        ReadPath cache = instance.cache(timed());
        instance.certify();
        Thread reader = Thread.currentThread();
        assertThat(get(cache, () -> reader == Thread.currentThread() ? "here" : "elsewhere"))
                .isEqualTo("elsewhere");
        assertThat(get(cache, () -> "again")).isEqualTo("elsewhere");
    }

    @Test
    void softTimeout_neverAnswersWithWhatWasInvalidated() throws Throwable {
        ReadPath cache = instance.cache(timed());
        instance.certify();
        get(cache, () -> "old");
        instance.pass(TTL);
        instance.write();
        instance.poll();
        CompletableFuture<String> answer = begin(cache, this::slow);
        passWhileLoading(SOFT.multipliedBy(2));
        goOn.countDown();
        assertThat(answer.join()).isEqualTo("slow");
    }

    @Test
    void lateLoad_thatAWriteOvertook_isNeitherKept_norGivenToWhoAsksAfterTheWrite() throws Throwable {
        ReadPath cache = instance.cache(timed());
        instance.certify();
        get(cache, () -> "old");
        instance.pass(TTL);
        CompletableFuture<String> answer = begin(cache, this::slow);
        passWhileLoading(SOFT);
        assertThat(answer.join()).isEqualTo("old");
        instance.write();
        instance.poll();
        CompletableFuture<String> later = begin(cache, () -> "after the write");
        goOn.countDown();
        assertThat(later.join()).isEqualTo("after the write");
        await().until(() -> cache.meter().stalePreventedCount() == 1);
        assertThat(get(cache, () -> "again")).isEqualTo("after the write");
    }

    @Test
    void hardTimeout_saysWhatHowLongAndHowToMend_andKeepsWhatTheLoadBrings() throws Throwable {
        ReadPath cache = instance.cache(timed());
        List<CacheEvent> heard = new CopyOnWriteArrayList<>();
        instance.events.add(new CacheListener() {
            @Override
            public void onEvent(CacheEvent event) {
                heard.add(event);
            }
        });
        instance.certify();
        CompletableFuture<String> answer = begin(cache, this::slow);
        passWhileLoading(HARD);
        assertThatThrownBy(answer::join)
                .cause()
                .isInstanceOfSatisfying(LoadTimeoutException.class, e -> {
                    assertThat(e.cache()).isEqualTo("bill");
                    assertThat(e.key()).isEqualTo(ReadFixture.KEY.toString());
                    assertThat(e.waited()).isGreaterThanOrEqualTo(HARD);
                })
                .hasMessageContainingAll("cache 'bill'", "is 2000 ms", "hard-timeout", "soft-timeout");
        assertThat(cache.meter().count(Effect.HARD_TIMEOUT)).isEqualTo(1);
        assertThat(heard).anyMatch(event -> event instanceof CacheEvent.LoadTimedOut timedOut && !timedOut.isSoft());
        goOn.countDown();
        await().until(() -> cache.meter().puts() == 1);
        assertThat(get(cache, () -> "again")).isEqualTo("slow");
    }

    @Test
    void hardTimeout_withoutASoftOne_isAnsweredWithWhatHasExpired() throws Throwable {
        ReadPath cache = instance.cache(timed().withLoads(loads -> loads.withSoftTimeout(Duration.ZERO)));
        instance.certify();
        get(cache, () -> "old");
        instance.pass(TTL);
        CompletableFuture<String> answer = begin(cache, this::slow);
        passWhileLoading(HARD);
        assertThat(answer.join()).isEqualTo("old");
    }

    @Test
    void loadThatNeverEnds_isBegunAgain_afterItsHardTimeout() throws Throwable {
        ReadPath cache = instance.cache(timed());
        instance.certify();
        CompletableFuture<String> answer = begin(cache, this::slow);
        passWhileLoading(HARD);
        assertThatThrownBy(answer::join).hasCauseInstanceOf(LoadTimeoutException.class);
        assertThat(get(cache, () -> "another")).isEqualTo("another");
    }

    /** As one in a transaction, which stays on its reader's thread and has no limit. */
    private Loader<String> bound() {
        return onItsThread(this::slow);
    }

    @Test
    void whoJoinsALoadWithoutLimits_keepsHisOwn() throws Throwable {
        ReadPath cache = instance.cache(timed());
        instance.certify();
        CompletableFuture<String> pilot = begin(cache, bound());
        began.await();
        CompletableFuture<String> joiner = begin(cache, () -> "own");
        assertThatThrownBy(() -> joiner.get(8, TimeUnit.SECONDS)).hasRootCauseInstanceOf(LoadTimeoutException.class);
        goOn.countDown();
        assertThat(pilot.join()).isEqualTo("slow");
    }

    @Test
    void whoJoinsALoadWithoutLimits_isAnsweredWithWhatHasExpired() throws Throwable {
        ReadPath cache = instance.cache(timed());
        instance.certify();
        get(cache, () -> "old");
        instance.pass(TTL);
        begin(cache, bound());
        began.await();
        assertThat(begin(cache, () -> "own").get(8, TimeUnit.SECONDS)).isEqualTo("old");
        assertThat(cache.meter().count(Effect.SOFT_TIMEOUT)).isEqualTo(1);
    }

    /** As one in a transaction: he holds what others may wait for, and is not timed when he loads himself. */
    @Test
    void whoJoinsWithinALoad_hasNoLimits() throws Throwable {
        ReadPath cache = instance.cache(timed());
        instance.certify();
        begin(cache, bound());
        began.await();
        CacheKey other = KeyTemplate.parse("bill:{id}").key("", 2);
        CompletableFuture<String> joiner = CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return cache.get(other, onItsThread(() -> get(cache, () -> "own")));
                    } catch (Throwable e) {
                        throw new IllegalStateException(e);
                    }
                },
                threads);
        assertThatThrownBy(() -> joiner.get(HARD.toMillis() + 500, TimeUnit.MILLISECONDS))
                .isInstanceOf(TimeoutException.class);
        goOn.countDown();
        assertThat(joiner.join()).isEqualTo("slow");
    }

    /** A load that stays on its reader's thread. */
    private static Loader<String> onItsThread(Loader<String> loader) {
        return new Loader<>() {
            @Override
            public String load() throws Throwable {
                return loader.load();
            }

            @Override
            public @Nullable Loader<String> detached() {
                return null;
            }
        };
    }

    @Test
    void whoIsInterruptedWhileHeWaits_staysInterrupted() throws Throwable {
        ReadPath cache = instance.cache(CachePolicy.of(TTL));
        instance.certify();
        begin(cache, bound());
        began.await();
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> get(cache, () -> "own")).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void whoIsInterruptedAlready_hasAPlaceThatIsFree() throws Throwable {
        ReadPath cache = instance.cache(CachePolicy.of(TTL));
        instance.certify();
        Thread.currentThread().interrupt();
        assertThat(get(cache, () -> "own")).isEqualTo("own");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void failureOfATimedLoad_reachesItsReaderUnchanged() {
        ReadPath cache = instance.cache(timed());
        instance.certify();
        Exception thrown = new Exception("its own");
        assertThatThrownBy(() -> get(cache, () -> {
                    throw thrown;
                }))
                .isSameAs(thrown);
    }

    @Test
    void loaderWhoseContextIsLostElsewhere_loadsOnItsOwnThread() throws Throwable {
        ReadPath cache = instance.cache(timed());
        instance.certify();
        Loader<String> bound = new Loader<>() {
            @Override
            public String load() {
                return "here";
            }

            @Override
            public @Nullable Loader<String> detached() {
                return () -> {
                    throw new LostContextException("no tenant");
                };
            }
        };
        assertThat(get(cache, bound)).isEqualTo("here");
    }

    @Test
    void loadsAtOnce_areLimited() throws Throwable {
        ReadPath cache = instance.cache(CachePolicy.of(TTL).withConcurrentLoads(2));
        instance.certify();
        Crowd crowd = new Crowd();
        List<CompletableFuture<String>> all =
                List.of(load(cache, "", 1, crowd), load(cache, "", 2, crowd), load(cache, "", 3, crowd));
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1)) // who waits for two seconds goes in all the same
                .until(() -> crowd.present.get() == 2 && cache.loads().gate.waiting() == 1);
        crowd.leave.countDown();
        all.forEach(CompletableFuture::join);
        assertThat(crowd.most).hasValue(2);
    }

    @Test
    void loadsOfOneTenant_leaveRoomForAnothers() throws Throwable {
        ReadPath cache = instance.cache(
                CachePolicy.of(TTL).withLoads(loads -> loads.withConcurrent(4).withConcurrentOfTenant(2)));
        instance.certify();
        Crowd loud = new Crowd();
        for (int id = 0; id < 20; id++) {
            load(cache, "loud", id, loud);
        }
        await().until(() -> loud.present.get() == 2);
        assertThat(cache.<String>get(key("quiet", 1), () -> "at once")).isEqualTo("at once");
        assertThat(loud.most).hasValue(2);
        loud.leave.countDown();
    }

    @Test
    void loadThatIsPartOfAnother_needsNoPlaceOfItsOwn() throws Throwable {
        ReadPath cache = instance.cache(
                CachePolicy.of(TTL).withLoads(loads -> loads.withConcurrent(1).withConcurrentOfTenant(1)));
        instance.certify();
        String value = cache.get(key("t", 1), () -> "outer " + cache.<String>get(key("t", 2), () -> "inner"));
        assertThat(value).isEqualTo("outer inner");
    }

    @Test
    void timedLoadThatIsPartOfAnother_needsNoPlaceOfItsOwn() throws Throwable {
        ReadPath cache = instance.cache(timed().withConcurrentLoads(1));
        instance.certify();
        String value = cache.get(key("t", 1), () -> "outer " + cache.<String>get(key("t", 2), () -> "inner"));
        assertThat(value).isEqualTo("outer inner");
    }

    private static CacheKey key(String tenant, int id) {
        return KeyTemplate.parse("bill:{id}").key(tenant, id);
    }

    private CompletableFuture<String> load(ReadPath cache, String tenant, int id, Crowd crowd) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return cache.<String>get(key(tenant, id), crowd::load);
                    } catch (Throwable e) {
                        throw new IllegalStateException(e);
                    }
                },
                threads);
    }

    /** Loads that stay until they may leave. */
    private static final class Crowd {

        private final AtomicInteger present = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();
        private final CountDownLatch leave = new CountDownLatch(1);

        String load() throws InterruptedException {
            int now = present.incrementAndGet();
            most.accumulateAndGet(now, Math::max);
            leave.await();
            present.decrementAndGet();
            return "loaded";
        }
    }
}
