package io.freshet.read;

import io.freshet.event.CacheEvent;
import io.freshet.event.CacheListener;
import io.freshet.event.Effect;
import io.freshet.event.Outcome;
import io.freshet.key.CacheKey;
import io.freshet.key.KeyTemplate;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** What is kept, and where, by number, weight, tenant and size. */
class SizePolicyTests {

    private static final CachePolicy PLAIN = CachePolicy.of(Duration.ofHours(1));

    private final ReadFixture instance = new ReadFixture();

    private static CacheKey key(String tenant, int id) {
        return KeyTemplate.parse("bill:{id}").key(tenant, id);
    }

    private static void fill(ReadPath cache, String tenant, int entries, int size) throws Throwable {
        for (int id = 0; id < entries; id++) {
            cache.<String>get(key(tenant, id), () -> "x".repeat(size));
        }
    }

    private static long hits(ReadPath cache, Outcome outcome, String tenant, int entries) throws Throwable {
        long before = cache.meter().reads(outcome);
        for (int id = 0; id < entries; id++) {
            cache.<String>get(key(tenant, id), () -> "again");
        }
        return cache.meter().reads(outcome) - before;
    }

    @Test
    void l1_byNumber() throws Throwable {
        ReadPath cache = instance.cache(PLAIN.withLocalMaximum(10));
        instance.certify();
        fill(cache, "", 100, 10);
        await().until(() -> cache.localSize() <= 10);
    }

    @Test
    void hotKey_staysInL1_whileManyOthersComeAndGo() throws Throwable {
        ReadPath cache = instance.cache(PLAIN.withLocalMaximum(100).withRemote(false));
        instance.certify();
        for (int round = 0; round < 50; round++) {
            for (int i = 0; i < 20; i++) {
                cache.get(ReadFixture.KEY, () -> "hot");
            }
            fill(cache, "round" + round, 100, 10);
        }
        long loads = cache.meter().loads();
        cache.get(ReadFixture.KEY, () -> "hot");
        assertThat(cache.meter().loads()).isEqualTo(loads);
    }

    @Test
    void l1_byWeight_holdsManySmallValues_andFewLargeOnes() throws Throwable {
        CachePolicy policy = PLAIN.withLocal(local -> local.withMaximumBytes(20_000));
        ReadPath small = instance.cache(policy);
        ReadPath large = instance.cache(policy);
        instance.certify();
        fill(small, "", 50, 10);
        fill(large, "other", 50, 5_000);
        await().until(() -> large.localSize() <= 3);
        assertThat(small.localSize()).isEqualTo(50);
    }

    @Test
    void l1_byWeight_asAWeigherSays_withoutL2() throws Throwable {
        ReadPath cache = instance.cache(PLAIN.withRemote(false)
                .withLocal(local -> local.withMaximumBytes(20_000)
                        .withWeigher(
                                (value, encoded) -> 100L * String.valueOf(value).length())));
        instance.certify();
        fill(cache, "", 50, 50);
        await().until(() -> cache.localSize() <= 3);
    }

    @Test
    void l1_off_servesFromL2() throws Throwable {
        ReadPath cache = instance.cache(PLAIN.withLocalMaximum(0));
        instance.certify();
        fill(cache, "", 3, 10);
        assertThat(hits(cache, Outcome.HIT_L2, "", 3)).isEqualTo(3);
        assertThat(cache.localSize()).isZero();
    }

    @Test
    void l2_off_servesFromL1_andStoresNothingElsewhere() throws Throwable {
        ReadPath cache = instance.cache(PLAIN.withRemote(false));
        instance.certify();
        fill(cache, "", 3, 10);
        assertThat(hits(cache, Outcome.HIT_L1, "", 3)).isEqualTo(3);
        assertThat(instance.server
                        .entries()
                        .get(key("", 0).qualifiedText())
                        .toCompletableFuture()
                        .join())
                .isNull();
    }

    @Test
    void oneTenant_doesNotPushOutTheOthers() throws Throwable {
        ReadPath cache = instance.cache(PLAIN.withLocalMaximum(100).withLocal(local -> local.withMaximumOfTenant(10)));
        instance.certify();
        fill(cache, "quiet", 5, 10);
        fill(cache, "loud", 1_000, 10);
        assertThat(hits(cache, Outcome.HIT_L1, "quiet", 5)).isEqualTo(5);
        assertThat(cache.meter().count(Effect.TENANT_EVICTED)).isEqualTo(990);
        await().until(() -> cache.localSize() == 15);
    }

    @Test
    void valueTooLargeForL1_isKeptInL2_andCounted() throws Throwable {
        ReadPath cache = instance.cache(PLAIN.withLocal(local -> local.withLargestValueBytes(100)));
        List<CacheEvent> heard = new ArrayList<>();
        instance.events.add(new CacheListener() {
            @Override
            public void onEvent(CacheEvent event) {
                heard.add(event);
            }
        });
        instance.certify();
        fill(cache, "", 2, 101);
        fill(cache, "small", 1, 100);
        assertThat(cache.localSize()).isEqualTo(1);
        assertThat(hits(cache, Outcome.HIT_L2, "", 2)).isEqualTo(2);
        assertThat(cache.meter().count(Effect.TOO_LARGE)).isEqualTo(2);
        assertThat(heard)
                .filteredOn(CacheEvent.TooLarge.class::isInstance)
                .as("told once")
                .isEqualTo(List.of(new CacheEvent.TooLarge("bill", key("", 0).toString(), 101, true)));
    }

    @Test
    void valueTooLargeToBeKept_isAnswered_andCounted() throws Throwable {
        ReadPath cache = instance.cache(PLAIN.withLargestValueBytes(100));
        instance.certify();
        fill(cache, "", 1, 101);
        assertThat(hits(cache, Outcome.MISS, "", 1)).isEqualTo(1);
        assertThat(cache.meter().puts()).as("the second is small").isEqualTo(1);
        assertThat(cache.meter().count(Effect.TOO_LARGE)).isEqualTo(1);
    }

    @Test
    void mistakes_areAllFound_withTheirRemedy() {
        CachePolicy wrong = PLAIN.withExpiry(expiry -> expiry.withJitter(1.5)
                        .withSoftTimeToLive(Duration.ofHours(2))
                        .withEarlyRefresh(-1)
                        .withNullTimeToLive(Duration.ofHours(3))
                        .withRetryPause(Duration.ofSeconds(-1)))
                .withLoads(loads -> loads.withSoftTimeout(Duration.ofSeconds(2))
                        .withHardTimeout(Duration.ofSeconds(1))
                        .withConcurrentOfTenant(99))
                .withLargestValueBytes(10)
                .withLocal(local ->
                        local.withMaximumBytes(-1).withMaximumOfTenant(-1).withLargestValueBytes(20));
        assertThat(wrong.mistakes())
                .extracting(PolicyMistake::setting)
                .containsExactlyInAnyOrder(
                        "jitter",
                        "soft-ttl",
                        "early-refresh",
                        "null-ttl",
                        "retry-pause",
                        "soft-timeout",
                        "hard-timeout",
                        "concurrent-loads-of-tenant",
                        "local-maximum-size",
                        "local-maximum-of-tenant",
                        "largest-local-value");
        assertThat(wrong.mistakes().toString()).contains("hard-timeout is 1s, but the soft-timeout is 2s");
        assertThat(PLAIN.mistakes()).isEmpty();
    }

    @Test
    void timesLongerThanNanosecondsCount_areRefused() {
        Duration tooLong = Duration.ofDays(200_000);
        assertThatThrownBy(() -> CachePolicy.of(tooLong)).hasMessageContaining("at most 36500 days");
        assertThatThrownBy(() -> PLAIN.withStaleOnError(tooLong)).hasMessageContaining(tooLong.toString());
    }
}
