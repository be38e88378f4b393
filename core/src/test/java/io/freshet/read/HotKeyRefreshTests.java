package io.freshet.read;

import io.freshet.event.Effect;
import io.freshet.event.Outcome;
import io.freshet.key.KeyProbe;
import io.freshet.remote.InProcessRemote;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What is read most does not expire under its readers, by a clock that moves only when told. */
class HotKeyRefreshTests {

    private static final Duration TTL = Duration.ofMinutes(1);
    private static final Duration NEAR_END = TTL.dividedBy(10).plusMillis(1);
    private static final Duration WINDOW = Duration.ofSeconds(10);

    private final InProcessRemote server = new InProcessRemote(() -> 0);
    private final ReadFixture one = new ReadFixture(server, "one");
    private final AtomicInteger loads = new AtomicInteger();

    private static CachePolicy policy(UnaryOperator<Expiry> change) {
        return CachePolicy.of(TTL).withExpiry(change);
    }

    private @Nullable String read(ReadPath cache) throws Throwable {
        return cache.<@Nullable String>get(ReadFixture.KEY, () -> "load " + loads.incrementAndGet());
    }

    private void readOften(ReadPath cache, Duration time) throws Throwable {
        for (Duration left = time; left.compareTo(Duration.ZERO) > 0; left = left.minus(WINDOW)) {
            for (int i = 0; i < 200; i++) {
                read(cache);
            }
            one.pass(WINDOW.compareTo(left) < 0 ? WINDOW : left);
        }
    }

    private ReadPath readUntilNearItsEnd(UnaryOperator<Expiry> change) throws Throwable {
        ReadPath cache = one.cache(policy(change));
        one.certify();
        read(cache);
        readOften(cache, TTL.minus(NEAR_END));
        assertThat(read(cache)).isEqualTo("load 1");
        assertThat(cache.meter().loads()).as("before a tenth is left").isEqualTo(1);
        one.pass(Duration.ofMillis(2));
        return cache;
    }

    @Test
    void hotKey_isRefreshedBeforeItExpires_andNobodyMisses() throws Throwable {
        ReadPath cache = readUntilNearItsEnd(expiry -> expiry);
        read(cache);
        await().until(() -> cache.meter().count(Effect.REFRESHED) > 0);
        assertThat(read(cache)).isEqualTo("load 2");
        one.pass(NEAR_END);
        assertThat(read(cache)).isEqualTo("load 2");
        assertThat(cache.meter().reads(Outcome.MISS)).isEqualTo(1);
    }

    @Test
    void plainHit_leavesItToTheWholeRead() throws Throwable {
        ReadPath cache = readUntilNearItsEnd(expiry -> expiry);
        KeyProbe probe = KeyProbe.of(ReadFixture.KEY.template(), "", 1);
        assertThat(probe).isNotNull();
        try {
            boolean isLeft = false;
            for (int i = 0; i < 100_000 && !isLeft; i++) {
                isLeft = cache.hit(probe) == null; // only those that are sampled look whether the key is hot
            }
            assertThat(isLeft).isTrue();
        } finally {
            probe.clear();
        }
    }

    @Test
    void anyOtherKey_isNot() throws Throwable {
        ReadPath cache = one.cache(policy(expiry -> expiry));
        one.certify();
        read(cache);
        one.pass(TTL.minusMillis(10));
        assertThat(read(cache)).isEqualTo("load 1");
        one.pass(Duration.ofMillis(10));
        assertThat(read(cache)).isEqualTo("load 2");
        assertThat(cache.meter().reads(Outcome.MISS)).isEqualTo(2);
    }

    @Test
    void hotKey_isRefreshedOnce_inTheFleet() throws Throwable {
        ReadFixture two = new ReadFixture(server, "two");
        ReadPath first = one.cache(policy(expiry -> expiry));
        ReadPath second = two.cache(policy(expiry -> expiry));
        one.certify();
        two.certify();
        for (Duration left = TTL.minus(NEAR_END); !left.isNegative(); left = left.minus(WINDOW)) {
            for (int i = 0; i < 200; i++) {
                read(first);
                read(second);
            }
            one.pass(WINDOW.compareTo(left) < 0 ? WINDOW : left.plusMillis(2));
            two.now.set(one.now.get());
            two.certify();
        }
        assertThat(loads).hasValue(1);
        read(first);
        await().until(() -> first.meter().count(Effect.REFRESHED) > 0);
        read(second);
        await().until(() -> second.meter().count(Effect.REFRESHED_ELSEWHERE) > 0);
        assertThat(read(second)).isEqualTo("load 2");
        assertThat(loads).hasValue(2);
    }

    @Test
    void shortLivedNull_isNotRefreshedAllItsLife() throws Throwable {
        ReadPath cache = one.cache(policy(expiry -> expiry.withNullTimeToLive(TTL.dividedBy(12))));
        one.certify();
        AtomicInteger nulls = new AtomicInteger();
        for (int i = 0; i < 200; i++) {
            readNull(cache, nulls);
        }
        one.pass(WINDOW);
        readNull(cache, nulls);
        assertThat(one.hotKeys.isHot(ReadFixture.KEY)).isTrue();
        assertThat(nulls).as("the first had expired").hasValue(2);
        readNull(cache, nulls); // more of its life is left than a tenth, though less than a tenth of what a value has
        await().during(Duration.ofMillis(200)).until(() -> nulls.get() == 2);
    }

    private static void readNull(ReadPath cache, AtomicInteger nulls) throws Throwable {
        cache.<@Nullable String>get(ReadFixture.KEY, () -> {
            nulls.incrementAndGet();
            return null;
        });
    }

    @Test
    void everyKindOfRead_isCounted() throws Throwable {
        ReadPath cache = one.cache(policy(expiry -> expiry));
        one.certify();
        AsyncReads later = new AsyncReads(cache, Runnable::run);
        for (int i = 0; i < 40; i++) {
            read(cache);
            cache.getAll(List.of(ReadFixture.KEY), keys -> Map.of());
            later.get(ReadFixture.KEY, () -> "load").join();
        }
        one.now.addAndGet(WINDOW.toNanos());
        assertThat(one.hotKeys.top(1)).hasSize(1);
        assertThat(one.hotKeys.top(1).get(0).readsPerSecond()).isEqualTo(12);
    }
}
