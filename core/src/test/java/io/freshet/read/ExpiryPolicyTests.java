package io.freshet.read;

import io.freshet.entry.Lookup;
import io.freshet.entry.Tier;
import io.freshet.event.Effect;
import io.freshet.event.Outcome;
import io.freshet.load.Loader;
import io.freshet.remote.InProcessRemote;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** When entries expire and are refreshed, by a clock that moves only when told. */
class ExpiryPolicyTests {

    private static final Duration TTL = Duration.ofMinutes(10);
    private static final Duration SOFT = Duration.ofMinutes(1);

    private final InProcessRemote server = new InProcessRemote(() -> 0);
    private final ReadFixture one = new ReadFixture(server, "one");
    private final ReadFixture two = new ReadFixture(server, "two");
    private final AtomicInteger loads = new AtomicInteger();

    private static CachePolicy policy(UnaryOperator<Expiry> change) {
        return CachePolicy.of(TTL).withExpiry(change);
    }

    private static CachePolicy soft() {
        return policy(expiry -> expiry.withSoftTimeToLive(SOFT));
    }

    private static @Nullable String get(ReadPath cache, Loader<@Nullable String> loader) throws Throwable {
        return cache.<@Nullable String>get(ReadFixture.KEY, loader);
    }

    private @Nullable String get(ReadPath cache) throws Throwable {
        return get(cache, () -> "load " + loads.incrementAndGet());
    }

    private @Nullable String read(ReadPath cache) {
        try {
            return get(cache);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private void pass(Duration time) {
        one.now.addAndGet(time.toNanos());
        two.now.set(one.now.get());
        one.certify();
        two.certify();
    }

    private static void awaitRefresh(ReadPath cache, Effect effect) {
        await().until(() -> cache.meter().count(effect) > 0);
    }

    @Test
    void jitter_shortensTheTimeToLive_byAShareDrawnForEachEntry() throws Throwable {
        ReadPath cache = one.cache(policy(expiry -> expiry.withJitter(0.2)).withRemote(false));
        one.certify();
        one.random = 0.5;
        get(cache);
        one.pass(TTL.multipliedBy(9).dividedBy(10).minusMillis(1));
        assertThat(get(cache)).isEqualTo("load 1");
        one.pass(Duration.ofMillis(1));
        one.random = 0;
        assertThat(get(cache)).isEqualTo("load 2");
        one.pass(TTL.minusMillis(5)); // L1 may drop it a millisecond early
        assertThat(get(cache)).isEqualTo("load 2");
    }

    @Test
    void jitter_isTheSameForAnEntry_onEveryInstance() throws Throwable {
        ReadPath first = one.cache(policy(expiry -> expiry.withJitter(0.2)));
        ReadPath second = two.cache(policy(expiry -> expiry.withJitter(0.2)));
        pass(Duration.ZERO);
        get(first);
        get(second);
        pass(TTL.multipliedBy(9).dividedBy(10).minusMillis(1));
        assertThat(get(second)).isEqualTo("load 1");
        pass(Duration.ofMillis(1));
        assertThat(get(second)).isEqualTo("load 2");
    }

    @Test
    void softTtl_servesWhatIsThere_andRefreshesInTheBackground() throws Throwable {
        ReadPath cache = one.cache(soft());
        one.certify();
        get(cache);
        one.pass(SOFT.minusMillis(1));
        assertThat(get(cache)).isEqualTo("load 1");
        assertThat(cache.meter().loads()).isEqualTo(1);
        one.pass(Duration.ofMillis(1));
        CountDownLatch goOn = new CountDownLatch(1);
        assertThat(get(cache, () -> {
                    goOn.await();
                    return "refreshed";
                }))
                .isEqualTo("load 1");
        assertThat(get(cache)).as("while it is refreshed").isEqualTo("load 1");
        goOn.countDown();
        awaitRefresh(cache, Effect.REFRESHED);
        assertThat(get(cache)).isEqualTo("refreshed");
        assertThat(loads).hasValue(1);
    }

    @Test
    void softTtl_refreshesOnceInTheFleet() throws Throwable {
        ReadPath first = one.cache(soft());
        ReadPath second = two.cache(soft());
        pass(Duration.ZERO);
        get(first);
        get(second);
        pass(SOFT);
        CountDownLatch began = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        get(first, () -> {
            began.countDown();
            goOn.await();
            return "refreshed";
        });
        began.await();
        assertThat(get(second)).isEqualTo("load 1");
        goOn.countDown();
        awaitRefresh(first, Effect.REFRESHED);
        await().untilAsserted(() -> {
            pass(Duration.ofMillis(200)); // more than the pause, whenever the second has begun it
            assertThat(read(second)).isEqualTo("refreshed");
        });
        assertThat(second.meter().count(Effect.REFRESHED_ELSEWHERE)).isEqualTo(1);
        assertThat(loads).hasValue(1);
    }

    @Test
    void softTtl_withoutL1_servesFromL2AndRefreshes() throws Throwable {
        ReadPath cache = one.cache(soft().withLocalMaximum(0));
        one.certify();
        get(cache);
        one.pass(SOFT);
        assertThat(get(cache)).isEqualTo("load 1");
        awaitRefresh(cache, Effect.REFRESHED);
        assertThat(get(cache)).isEqualTo("load 2");
    }

    @Test
    void softTtl_neverServesWhatWasInvalidated() throws Throwable {
        ReadPath cache = one.cache(soft());
        one.certify();
        get(cache);
        one.pass(SOFT);
        one.write();
        one.poll();
        assertThat(get(cache)).isEqualTo("load 2");
        assertThat(cache.meter().reads(Outcome.MISS)).isEqualTo(2);
    }

    @Test
    void softTtl_ofAStrictCache_isConfirmedBeforeItIsServed() throws Throwable {
        ReadPath cache = one.cache(soft().withConsistency(Consistency.STRICT));
        one.certify();
        get(cache);
        one.pass(SOFT);
        one.write(); // which this instance has not heard of
        assertThat(get(cache)).isEqualTo("load 2");
    }

    @Test
    void refreshThatAWriteOvertakes_isNotKept() throws Throwable {
        ReadPath cache = one.cache(soft());
        one.certify();
        get(cache);
        one.pass(SOFT);
        get(cache, () -> {
            one.write();
            one.poll();
            return "overtaken";
        });
        awaitRefresh(cache, Effect.REFRESHED);
        assertThat(cache.meter().stalePreventedCount()).isEqualTo(1);
        assertThat(get(cache)).isEqualTo("load 2");
    }

    @Test
    void readerWhoAsksAfterAWrite_isNotGivenWhatARefreshBeforeItBrings() throws Throwable {
        ReadPath cache = one.cache(soft().withRemote(false));
        one.certify();
        get(cache);
        one.pass(SOFT);
        CountDownLatch began = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        get(cache, () -> {
            began.countDown();
            goOn.await();
            return "before the write";
        });
        began.await();
        one.write();
        one.poll();
        Thread later = new Thread(goOn::countDown);
        later.start();
        assertThat(get(cache, () -> "after the write")).isEqualTo("after the write");
        later.join();
    }

    @Test
    void refreshThatFails_leavesWhatIsThere_andIsTriedAgainAfterAPause() throws Throwable {
        ReadPath cache = one.cache(soft());
        one.certify();
        get(cache);
        one.pass(SOFT);
        Loader<@Nullable String> failing = () -> {
            loads.incrementAndGet();
            throw new IllegalStateException("no");
        };
        assertThat(get(cache, failing)).isEqualTo("load 1");
        awaitRefresh(cache, Effect.REFRESH_FAILED);
        assertThat(get(cache, failing)).isEqualTo("load 1");
        assertThat(loads).as("within the pause").hasValue(2);
        one.pass(Duration.ofSeconds(1));
        await().until(() -> {
            read(cache); // the thread of the refresh that failed may not have ended yet
            return cache.meter().count(Effect.REFRESHED) > 0;
        });
        assertThat(get(cache)).isEqualTo("load 3");
    }

    @Test
    void loaderThatCannotRunElsewhere_isNotRefreshed_untilItExpires() throws Throwable {
        ReadPath cache = one.cache(soft().withRemote(false));
        one.certify();
        get(cache);
        one.pass(SOFT);
        Loader<@Nullable String> bound = new Loader<>() {
            @Override
            public String load() {
                return "here";
            }

            @Override
            public @Nullable Loader<@Nullable String> detached() {
                return null;
            }
        };
        assertThat(get(cache, bound)).isEqualTo("load 1");
        one.pass(TTL);
        assertThat(get(cache, bound)).isEqualTo("here");
    }

    @Test
    void earlyRefresh_isDrawnByChance_andByTheTimeThatTheLoadTook() throws Throwable {
        ReadPath cache = one.cache(policy(expiry -> expiry.withEarlyRefresh(1)));
        one.certify();
        get(cache, () -> {
            one.now.addAndGet(Duration.ofSeconds(1).toNanos());
            return "load " + loads.incrementAndGet();
        });
        one.certify();
        one.random = Math.exp(-5); // a read that draws it forward by five times the load
        one.pass(TTL.minusSeconds(11));
        get(cache);
        one.pass(Duration.ofMillis(5_900));
        get(cache);
        assertThat(cache.meter().loads()).as("5.1 s are left").isEqualTo(1);
        one.random = Math.exp(-4);
        one.pass(Duration.ofMillis(200));
        get(cache);
        assertThat(cache.meter().loads()).as("4.9 s are left, another draw").isEqualTo(1);
        one.random = Math.exp(-5);
        assertThat(get(cache)).isEqualTo("load 1");
        awaitRefresh(cache, Effect.REFRESHED);
        assertThat(get(cache)).isEqualTo("load 2");
    }

    @Test
    void nullTtl_isItsOwn() throws Throwable {
        ReadPath cache = one.cache(policy(expiry -> expiry.withNullTimeToLive(Duration.ofSeconds(5))));
        one.certify();
        assertThat(get(cache, () -> null)).isNull();
        one.pass(Duration.ofSeconds(5).minusMillis(1));
        assertThat(get(cache)).isNull();
        assertThat(cache.lookup(ReadFixture.KEY)).isEqualTo(new Lookup.Hit(null, Tier.L1));
        one.pass(Duration.ofMillis(1));
        assertThat(get(cache)).isEqualTo("load 1");
        one.pass(Duration.ofSeconds(6));
        assertThat(get(cache)).isEqualTo("load 1");
    }

    @Test
    void nullTtl_ofZero_keepsNoNulls() throws Throwable {
        ReadPath cache = one.cache(policy(expiry -> expiry.withNullTimeToLive(Duration.ZERO)));
        one.certify();
        assertThat(get(cache, () -> null)).isNull();
        assertThat(cache.lookup(ReadFixture.KEY)).isInstanceOf(Lookup.Miss.class);
        assertThat(get(cache)).isEqualTo("load 1");
    }

    @Test
    void staleOnError_servesWhatHasExpired_forSoLong_andPausesBeforeItTriesAgain() throws Throwable {
        ReadPath cache = one.cache(policy(expiry -> expiry.withStaleOnError(Duration.ofMinutes(5))));
        AtomicInteger attempts = new AtomicInteger();
        Loader<@Nullable String> failing = () -> {
            attempts.incrementAndGet();
            throw new IllegalStateException("no");
        };
        one.certify();
        get(cache);
        one.pass(TTL);
        assertThat(get(cache, failing)).isEqualTo("load 1");
        assertThat(get(cache, failing)).isEqualTo("load 1");
        assertThat(attempts).as("within the pause").hasValue(1);
        assertThat(cache.meter().reads(Outcome.STALE)).isEqualTo(2);
        assertThat(cache.lookup(ReadFixture.KEY)).isInstanceOf(Lookup.Stale.class);
        one.pass(Duration.ofSeconds(1));
        get(cache, failing);
        assertThat(attempts).hasValue(2);
        one.pass(Duration.ofMinutes(5));
        assertThatThrownBy(() -> get(cache, failing)).hasMessage("no");
    }

    @Test
    void staleOnError_neverServesWhatWasInvalidated_alsoNotDuringThePause() throws Throwable {
        ReadPath cache = one.cache(policy(expiry -> expiry.withStaleOnError(Duration.ofMinutes(5))));
        Loader<@Nullable String> failing = () -> {
            throw new IllegalStateException("no");
        };
        one.certify();
        get(cache);
        one.pass(TTL);
        assertThat(get(cache, failing)).isEqualTo("load 1");
        one.write();
        one.poll();
        assertThatThrownBy(() -> get(cache, failing)).hasMessage("no");
        assertThat(get(cache)).isEqualTo("load 2");
    }

    @Test
    void staleOnError_findsWhatHasExpiredInL2_whereL1HasNothing() throws Throwable {
        CachePolicy policy = policy(expiry -> expiry.withStaleOnError(Duration.ofMinutes(5)));
        ReadPath first = one.cache(policy);
        ReadPath second = two.cache(policy.withLocalMaximum(0));
        pass(Duration.ZERO);
        get(first);
        pass(TTL);
        Loader<@Nullable String> failing = () -> {
            throw new IllegalStateException("no");
        };
        assertThat(get(second, failing)).isEqualTo("load 1");
        pass(Duration.ofMinutes(5));
        assertThatThrownBy(() -> get(second, failing)).hasMessage("no");
    }
}
