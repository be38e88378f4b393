package io.freshet.read;

import io.freshet.event.Effect;
import io.freshet.event.Outcome;
import io.freshet.key.CacheKey;
import io.freshet.key.KeyTemplate;
import io.freshet.load.BulkLoader;
import io.freshet.remote.InProcessRemote;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class BulkReadTests {

    private static final KeyTemplate BILLS = KeyTemplate.parse("bill:{id}");

    private final InProcessRemote server = new InProcessRemote(() -> 0);
    private final CountedRemote counted = new CountedRemote(server);
    private final ReadFixture here = new ReadFixture(server, "here", counted);
    private final ReadFixture there = new ReadFixture(server, "there", counted);
    private final List<Set<CacheKey>> asked = new CopyOnWriteArrayList<>();

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @BeforeEach
    void begin() {
        here.remote = counted;
        there.remote = counted;
        here.others = 0;
        there.others = 0;
        here.certify();
        there.certify();
    }

    private static CacheKey key(int id) {
        return BILLS.key("", id);
    }

    private static List<CacheKey> keys(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(BulkReadTests::key).toList();
    }

    private BulkLoader loader(Function<CacheKey, @Nullable String> value) {
        return missing -> {
            asked.add(Set.copyOf(missing));
            Map<CacheKey, @Nullable Object> values = new LinkedHashMap<>();
            missing.forEach(key -> values.put(key, value.apply(key)));
            return values;
        };
    }

    private BulkLoader bills() {
        return loader(key -> "bill " + key);
    }

    private static Map<CacheKey, Object> bills(Collection<CacheKey> keys) {
        Map<CacheKey, Object> bills = new LinkedHashMap<>();
        keys.forEach(key -> bills.put(key, "bill " + key));
        return bills;
    }

    @Test
    void all_areLoadedAtOnce_andThenServedWithoutAnyCommand_orWithOne() throws Throwable {
        ReadPath first = here.cache(ReadFixture.policy());
        ReadPath second = there.cache(ReadFixture.policy());

        assertThat(first.getAll(keys(1, 50), bills())).isEqualTo(bills(keys(1, 50)));
        assertThat(asked).containsExactly(Set.copyOf(keys(1, 50)));
        assertThat(counted.sent()).as("GET, MGET, SET, claims").containsExactly(0, 1, 50, 0);

        counted.reset();
        first.getAll(keys(1, 50), bills());
        assertThat(counted.sent()).as("L1").containsExactly(0, 0, 0, 0);

        second.getAll(keys(1, 50), bills());
        assertThat(counted.sent()).as("L2").containsExactly(0, 1, 0, 0);
        assertThat(asked).hasSize(1);
        assertThat(first.meter().reads(Outcome.MISS)).isEqualTo(50);
        assertThat(first.meter().reads(Outcome.HIT_L1)).isEqualTo(50);
        assertThat(second.meter().reads(Outcome.HIT_L2)).isEqualTo(50);
    }

    @Test
    void onlyWhatIsMissing_isLoaded_andTheAnswerIsInTheOrderAsked() throws Throwable {
        ReadPath cache = here.cache(ReadFixture.policy());
        cache.getAll(List.of(key(2), key(4)), bills());
        List<CacheKey> wanted = List.of(key(5), key(4), key(3), key(2), key(5));
        assertThat(cache.getAll(wanted, bills()).keySet()).containsExactly(key(5), key(4), key(3), key(2));
        assertThat(asked.get(1)).containsExactlyInAnyOrder(key(5), key(3));
    }

    @Test
    void whatTheLoaderLeavesOut_isLeftOut_andNotKept_butNullIs() throws Throwable {
        ReadPath cache = here.cache(ReadFixture.policy());
        BulkLoader some = missing -> {
            asked.add(Set.copyOf(missing));
            Map<CacheKey, @Nullable Object> values = new LinkedHashMap<>();
            values.put(key(1), null);
            values.put(key(9), "not asked for");
            return values;
        };
        Map<CacheKey, @Nullable Object> answer = cache.getAll(keys(1, 2), some);
        assertThat(answer).containsOnlyKeys(key(1)).containsEntry(key(1), null);
        assertThat(cache.getAll(keys(1, 2), bills()))
                .containsEntry(key(1), null)
                .containsEntry(key(2), "bill " + key(2));
        assertThat(asked.get(1)).containsExactly(key(2));
        assertThat(cache.getAll(List.of(), bills())).isEmpty();
    }

    @Test
    void whatTheLoaderNoLongerHas_whenItIsRefreshed_isNotKeptAsNull() throws Throwable {
        CachePolicy refreshed =
                ReadFixture.policy().withExpiry(expiry -> expiry.withSoftTimeToLive(Duration.ofMinutes(1)));
        ReadPath cache = here.cache(refreshed);
        cache.getAll(keys(1, 2), bills());
        here.pass(Duration.ofMinutes(2));
        BulkLoader none = missing -> Map.of();
        assertThat(cache.getAll(keys(1, 2), none)).isEqualTo(bills(keys(1, 2)));
        await().until(() -> cache.meter().count(Effect.REFRESH_FAILED) == 2);
        assertThat(cache.getAll(keys(1, 2), none)).isEqualTo(bills(keys(1, 2)));
    }

    @Test
    void aWriteDuringTheLoad_keepsItsEntriesOutOfBothTiers() throws Throwable {
        ReadPath cache = here.cache(ReadFixture.policy());
        cache.getAll(keys(1, 3), loader(key -> {
            here.write();
            here.poll();
            return "old";
        }));
        assertThat(counted.puts).hasValue(0);
        assertThat(cache.getAll(keys(1, 3), bills())).isEqualTo(bills(keys(1, 3)));
        assertThat(asked).hasSize(2);
    }

    @Test
    void aWriteThatIsHeardOfLater_makesAllOfThemWorthless_onTheOtherInstanceToo() throws Throwable {
        ReadPath cache = here.cache(ReadFixture.policy());
        cache.getAll(keys(1, 3), loader(key -> "old"));
        here.write();
        here.poll();
        there.poll();
        assertThat(cache.getAll(keys(1, 3), bills())).isEqualTo(bills(keys(1, 3)));
        assertThat(there.cache(ReadFixture.policy()).getAll(keys(1, 3), loader(key -> "again")))
                .isEqualTo(bills(keys(1, 3)));
    }

    @Test
    void aStrictCache_asksForAllTagsAtOnce_andServesNothingThatWasWritten() throws Throwable {
        ReadPath cache = here.cache(ReadFixture.policy().withConsistency(Consistency.STRICT));
        cache.getAll(keys(1, 3), loader(key -> "old"));
        counted.reset();
        cache.getAll(keys(1, 3), bills());
        assertThat(asked).as("confirmed").hasSize(1);
        assertThat(counted.validations).as("for all in L1").hasValue(1);

        counted.reset();
        there.cache(ReadFixture.policy().withConsistency(Consistency.STRICT)).getAll(keys(1, 3), bills());
        assertThat(asked).as("confirmed").hasSize(1);
        assertThat(counted.sent()).as("L2").containsExactly(0, 1, 0, 0);
        assertThat(counted.validations).as("for all in L2").hasValue(1);

        here.write();
        assertThat(cache.getAll(keys(1, 3), bills())).as("nobody has told").isEqualTo(bills(keys(1, 3)));
    }

    @Test
    void aLoaderThatFails_failsTheRead_andTheNextOneTriesAgain() throws Throwable {
        ReadPath cache = here.cache(ReadFixture.policy());
        IllegalStateException failure = new IllegalStateException("no database");
        BulkLoader failing = missing -> {
            throw failure;
        };
        assertThatThrownBy(() -> cache.getAll(keys(1, 2), failing)).isSameAs(failure);
        assertThat(cache.getAll(keys(1, 2), bills())).isEqualTo(bills(keys(1, 2)));
    }

    @Test
    void expiredValues_areServedIfTheLoaderFails_whereThatIsAllowed_andAllAreThere() throws Throwable {
        ReadPath cache = here.cache(CachePolicy.of(Duration.ofMillis(500))
                .withStaleOnError(Duration.ofHours(1))
                .withRemote(false));
        cache.getAll(keys(1, 2), bills());
        here.now.addAndGet(TimeUnit.MILLISECONDS.toNanos(600));
        BulkLoader failing = missing -> {
            throw new IllegalStateException("no database");
        };
        assertThat(cache.getAll(keys(1, 2), failing)).isEqualTo(bills(keys(1, 2)));
        assertThat(cache.meter().reads(Outcome.STALE)).isEqualTo(2);
        assertThatThrownBy(() -> cache.getAll(keys(1, 3), failing)).hasMessage("no database");
    }

    @Test
    void whereOthersMayLoadTheSame_keysAreClaimed_andWhatAnotherLoads_isWaitedFor() throws Throwable {
        here.others = 1;
        there.others = 1;
        ReadPath first = here.cache(ReadFixture.policy());
        ReadPath second = there.cache(ReadFixture.policy());
        CountDownLatch loading = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        CompletableFuture<Map<CacheKey, @Nullable Object>> ahead = CompletableFuture.supplyAsync(
                () -> read(first, keys(1, 20), missing -> {
                    loading.countDown();
                    mayEnd.await();
                    return bills().load(missing);
                }),
                threads);
        assertThat(loading.await(10, TimeUnit.SECONDS)).isTrue();
        CompletableFuture<Map<CacheKey, @Nullable Object>> behind = CompletableFuture.supplyAsync(
                () -> read(second, keys(11, 30), missing -> {
                    there.now.addAndGet(TimeUnit.MILLISECONDS.toNanos(100)); // slow enough for claims to pay
                    return bills().load(missing);
                }),
                threads);
        await("what nobody else loads").until(() -> !asked.isEmpty());
        mayEnd.countDown();
        assertThat(behind.get(20, TimeUnit.SECONDS)).isEqualTo(bills(keys(11, 30)));
        assertThat(ahead.get(20, TimeUnit.SECONDS)).isEqualTo(bills(keys(1, 20)));
        assertThat(asked).containsExactlyInAnyOrder(Set.copyOf(keys(21, 30)), Set.copyOf(keys(1, 20)));
        assertThat(counted.claims).hasValueGreaterThanOrEqualTo(40);
    }

    @Test
    void twoReadsAtOnce_onOneInstance_loadEachKeyOnce_andDoNotWaitForEachOtherInARing() throws Exception {
        ReadPath cache = here.cache(ReadFixture.policy());
        CountDownLatch bothLoad = new CountDownLatch(2);
        BulkLoader together = missing -> {
            bothLoad.countDown();
            bothLoad.await();
            return bills().load(missing);
        };
        List<CacheKey> backwards = List.of(key(3), key(2), key(1));
        CompletableFuture<Map<CacheKey, @Nullable Object>> one =
                CompletableFuture.supplyAsync(() -> read(cache, keys(1, 2), together), threads);
        await().until(() -> bothLoad.getCount() == 1);
        Map<CacheKey, @Nullable Object> other = CompletableFuture.supplyAsync(
                        () -> read(cache, backwards, together), threads)
                .get(20, TimeUnit.SECONDS);
        assertThat(other).isEqualTo(bills(backwards));
        assertThat(one.get(20, TimeUnit.SECONDS)).isEqualTo(bills(keys(1, 2)));
        assertThat(asked).containsExactlyInAnyOrder(Set.of(key(1), key(2)), Set.of(key(3)));
    }

    @Test
    void aReadOfOneKey_joinsTheLoadOfMany() throws Throwable {
        ReadPath cache = here.cache(ReadFixture.policy());
        CountDownLatch loading = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        CompletableFuture<Map<CacheKey, @Nullable Object>> many = CompletableFuture.supplyAsync(
                () -> read(cache, keys(1, 3), missing -> {
                    loading.countDown();
                    mayEnd.await();
                    return bills().load(missing);
                }),
                threads);
        assertThat(loading.await(10, TimeUnit.SECONDS)).isTrue();
        CompletableFuture<String> single = CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return cache.get(key(2), () -> "loaded twice");
                    } catch (Throwable e) {
                        throw new IllegalStateException(e);
                    }
                },
                threads);
        mayEnd.countDown();
        assertThat(many.get(20, TimeUnit.SECONDS)).hasSize(3);
        assertThat(single.get(20, TimeUnit.SECONDS)).isEqualTo("bill " + key(2));
    }

    private static Map<CacheKey, @Nullable Object> read(ReadPath cache, List<CacheKey> keys, BulkLoader loader) {
        try {
            return cache.getAll(keys, loader);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
