package io.freshet;

import io.freshet.control.Scope;
import io.freshet.event.CacheEvent;
import io.freshet.event.CacheListener;
import io.freshet.key.CacheKey;
import io.freshet.read.Held;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What tools see of the entries in process. */
class ShowLocalTests {

    /** Longer than any machine stands still: a lease that has ended meanwhile would make a hit a load. */
    private static final Duration BOUND = Duration.ofMinutes(1);

    private final List<String> causes = new CopyOnWriteArrayList<>();

    private final Freshet freshet = Freshet.builder()
            .bound(BOUND)
            .interval(Duration.ofMillis(10))
            .listener(new CacheListener() {
                @Override
                public void onEvent(CacheEvent event) {
                    if (event instanceof CacheEvent.Invalidated made) {
                        causes.add(made.change().cause());
                    }
                }
            })
            .build();

    private final Cache<Integer, String> cache = freshet.<Integer, String>cache(
                    "owner:{id}", Integer.class, String.class)
            .timeToLive(Duration.ofMinutes(5))
            .dependsOnTables("owner")
            .build();

    @BeforeEach
    void load() {
        await().until(() -> freshet.status().leaseRuns());
        for (int id = 1; id <= 5; id++) {
            cache.get(id, any -> "an owner");
        }
    }

    @AfterEach
    void close() {
        freshet.close();
    }

    @Test
    void everyEntry_isShownWithItsState_andNotCounted() {
        long reads = cache.meter().hits() + cache.meter().misses();
        assertThat(shown()).hasSize(5).allSatisfy((key, held) -> {
            assertThat(held.state()).isEqualTo(Held.State.SERVED);
            assertThat(held.timeLeft()).isBetween(Duration.ofMinutes(4), Duration.ofMinutes(5));
            assertThat(held.entry().value()).isEqualTo("an owner");
        });
        assertThat(cache.meter().hits() + cache.meter().misses()).isEqualTo(reads);
    }

    @Test
    void whoeverHasSeenEnough_isShownNoMore() {
        AtomicInteger seen = new AtomicInteger();
        cache.showLocal((key, held) -> seen.incrementAndGet() < 2);
        assertThat(seen).hasValue(2);
    }

    @Test
    void whatIsInvalidated_isStillShown_asThat() {
        freshet.invalidateTable("owner");
        await().untilAsserted(() ->
                assertThat(shown().values()).extracting(Held::state).containsOnly(Held.State.INVALIDATED));
    }

    @Test
    void whatIsSwitchedOff_isShownAsWithheld() {
        freshet.controls().switchOff(Scope.cache("owner"), "a test");
        await().untilAsserted(() ->
                assertThat(shown().values()).extracting(Held::state).containsOnly(Held.State.WITHHELD));
    }

    @Test
    void whatAToolInvalidates_isWhatItNames_withItsCause() {
        CacheKey second = cache.keyOf(2);
        cache.invalidateKey(second, "ada in the console");
        await().untilAsserted(() -> assertThat(shown().get(second).state()).isEqualTo(Held.State.INVALIDATED));
        assertThat(shown().values()).extracting(Held::state).containsOnlyOnce(Held.State.INVALIDATED);
        cache.invalidateOfAllTenants("ada in the console");
        await().untilAsserted(() ->
                assertThat(shown().values()).extracting(Held::state).containsOnly(Held.State.INVALIDATED));
        assertThat(causes).containsExactly("ada in the console", "ada in the console");
    }

    private Map<CacheKey, Held> shown() {
        Map<CacheKey, Held> shown = new LinkedHashMap<>();
        cache.showLocal((key, held) -> {
            shown.put(key, held);
            return true;
        });
        return shown;
    }
}
