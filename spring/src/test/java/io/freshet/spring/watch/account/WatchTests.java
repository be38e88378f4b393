package io.freshet.spring.watch.account;

import io.freshet.spring.watch.account.Findings.Found;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import static org.assertj.core.api.Assertions.assertThat;

/** One cache of one method over one table, where the test is the cache, the method and the clock. */
class WatchTests {

    private static final Duration GRACE = Duration.ofSeconds(1);
    private static final Writer RENAME = new Writer("Owners.rename", "PUT /owners/{id}");
    private static final Writer VISIT = new Writer("Visits.add", "");

    private final AtomicLong nanos = new AtomicLong(1);
    private final List<Finding> told = new ArrayList<>();
    private @Nullable Object source = "Leo";
    private int calls;
    private Watch watch = watch(1);
    private CacheAccount cache = watch.cache("owners");

    private Watch watch(double share) {
        return new Watch(new WatchLimits(share, 1_000, GRACE, 100), nanos::get, Runnable::run, told::add);
    }

    private Asker asker() {
        MethodAccount method = watch.method("Owners.find");
        return new Asker() {
            @Override
            public MethodAccount method() {
                return method;
            }

            @Override
            public Recall recall() {
                return () -> {
                    calls++;
                    return source;
                };
            }
        };
    }

    private void load(Object key, Object value, String... tables) {
        LoadReads reads = LoadReads.begin(watch);
        reads.read(List.of(tables).stream()
                .map(table -> new ReadName(watch.tables(), table))
                .toList());
        reads.close();
        pass(Duration.ofMillis(10));
        watch.loaded(cache, key, value, reads, asker());
    }

    private void serve(Object key, Object value) {
        pass(Duration.ofMillis(10));
        watch.hit(cache, key, value, asker());
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private void passGrace() {
        pass(GRACE);
    }

    private List<Found> found() {
        return watch.findings().all();
    }

    @Test
    void entryThatAWriteLeftStale_isAMissingInvalidation_withTableAndWriter() {
        load(1, "Leo", "public.Owner");
        source = "Basil";
        watch.committed(List.of("owner"), VISIT);
        serve(1, "Leo");
        passGrace();
        serve(1, "Leo");
        passGrace();
        serve(1, "Leo");
        assertThat(found()).singleElement().satisfies(each -> {
            Finding finding = each.finding();
            assertThat(finding.kind()).isEqualTo(FindingKind.MISSING_INVALIDATION);
            assertThat(finding.table()).isEqualTo("owner");
            assertThat(finding.writer()).isEqualTo("Visits.add");
            assertThat(finding.method()).isEqualTo("Owners.find");
            assertThat(finding.sentence()).contains("key 1").contains("evicts nothing from this cache");
        });
        assertThat(cache.staleCount()).isEqualTo(1);
    }

    @Test
    void writeThatIsHeardOfAfterTheFirstLook_isStillTheCause() {
        load(1, "Leo", "owner");
        source = "Basil";
        serve(1, "Leo");
        watch.committed(List.of("owner"), VISIT);
        serveUntilJudged();
        assertThat(found()).singleElement().satisfies(each -> {
            assertThat(each.finding().kind()).isEqualTo(FindingKind.MISSING_INVALIDATION);
            assertThat(each.finding().writer()).isEqualTo("Visits.add");
        });
    }

    @Test
    void writerThatEvictsFromTheCache_isNotNamed_ifAnotherOneDoesNot() {
        load(1, "Leo", "owner", "visit");
        watch.evicted(cache, 2, RENAME);
        watch.committed(List.of("owner"), RENAME);
        source = "Basil";
        watch.committed(List.of("visit"), VISIT);
        serveUntilJudged();
        assertThat(found())
                .singleElement()
                .extracting(each -> each.finding().writer())
                .isEqualTo("Visits.add");
    }

    @Test
    void writerThatEvictsOtherKeysOnly_isNamed() {
        load(1, "Leo", "owner");
        source = "Basil";
        watch.evicted(cache, 2, RENAME);
        watch.committed(List.of("owner"), RENAME);
        serveUntilJudged();
        assertThat(found())
                .singleElement()
                .extracting(each -> each.finding().sentence())
                .asString()
                .contains("Owners.rename (PUT /owners/{id})")
                .contains("but not this entry");
    }

    private void serveUntilJudged() {
        for (int i = 0; i < 3; i++) {
            serve(1, "Leo");
            passGrace();
        }
        serve(1, "Leo");
    }

    @Test
    void withoutAnyWriteThatWasSeen_itIsAStaleAnswer() {
        load(1, "Leo", "owner");
        source = "Basil";
        serveUntilJudged();
        assertThat(found()).singleElement().satisfies(each -> {
            assertThat(each.finding().kind()).isEqualTo(FindingKind.STALE_ANSWER);
            assertThat(each.finding().writer()).isEmpty();
        });
    }

    @Test
    void evictionWithinTheGrace_isARace() {
        load(1, "Leo", "owner");
        source = "Basil";
        watch.committed(List.of("owner"), RENAME);
        serve(1, "Leo");
        pass(GRACE.dividedBy(2));
        watch.evicted(cache, 1, RENAME);
        load(1, "Basil", "owner");
        passGrace();
        serve(1, "Basil");
        passGrace();
        serve(1, "Basil");
        assertThat(found()).isEmpty();
        assertThat(watch.method("Owners.find").differentCount()).isPositive();
    }

    @Test
    void entryThatAnotherInstanceHasReplaced_isNotTheSame() {
        load(1, "Leo", "owner");
        source = "Basil";
        serve(1, "Leo");
        passGrace();
        source = "Max";
        serve(1, "Basil");
        passGrace();
        source = "Coco";
        serve(1, "Max");
        assertThat(found()).isEmpty();
    }

    @Test
    void differenceThatDoesNotLast_isNone() {
        load(1, "Leo", "owner");
        source = "Basil";
        serve(1, "Leo");
        source = "Leo";
        passGrace();
        serve(1, "Leo");
        source = "Basil";
        serve(1, "Leo");
        assertThat(found()).isEmpty();
    }

    @Test
    void secondLookWithinTheGrace_provesNothing() {
        load(1, "Leo", "owner");
        source = "Basil";
        serve(1, "Leo");
        pass(GRACE.dividedBy(2));
        serve(1, "Leo");
        assertThat(found()).isEmpty();
    }

    @Test
    void evictionThatIsOnItsWay_endsTheSuspicion() {
        load(1, "Leo", "owner");
        source = "Basil";
        serve(1, "Leo");
        watch.evicted(cache, 1, RENAME);
        passGrace();
        serve(1, "Leo");
        assertThat(found()).isEmpty();
    }

    @Test
    void clearingTheCache_endsAllItsEntries() {
        load(1, "Leo", "owner");
        source = "Basil";
        serve(1, "Leo");
        watch.cleared(cache, RENAME);
        passGrace();
        serve(1, "Leo");
        assertThat(found()).isEmpty();
    }

    @Test
    void methodThatNeverAnsweredAsCached_isNotJudged() {
        source = "another tenant's";
        load(1, "Leo", "owner");
        serveUntilJudged();
        assertThat(found()).isEmpty();
    }

    @Test
    void methodThatAnswersDifferentlyEachTime_isNotJudged() {
        load(1, "Leo", "owner");
        Asker random = new Asker() {
            @Override
            public MethodAccount method() {
                return watch.method("Owners.find");
            }

            @Override
            public Recall recall() {
                return () -> "answer " + calls++;
            }
        };
        for (int i = 0; i < 4; i++) {
            watch.hit(cache, 1, "Leo", random);
            passGrace();
        }
        assertThat(found()).isEmpty();
        assertThat(watch.method("Owners.find").unseen()).contains("differently from one call to the next");
    }

    @Test
    void methodWhoseAnswersWritesExplain_isJudgedOn() {
        load(1, "Leo", "owner");
        Asker busy = new Asker() {
            @Override
            public MethodAccount method() {
                return watch.method("Owners.find");
            }

            @Override
            public Recall recall() {
                return () -> {
                    watch.committed(List.of("owner"), RENAME);
                    return "version " + calls++;
                };
            }
        };
        for (int i = 0; i < 6; i++) {
            watch.hit(cache, 1, "Leo", busy);
            passGrace();
        }
        assertThat(found()).isEmpty();
        assertThat(watch.method("Owners.find").unseen()).isEmpty();
    }

    @Test
    void writeThatChangedNothing_isNoFinding_andIsLookedAtOnce() {
        watch = watch(1e-12);
        cache = watch.cache("owners");
        load(1, "Leo", "owner");
        watch.committed(List.of("owner"), VISIT);
        serve(1, "Leo");
        passGrace();
        calls = 0;
        serve(1, "Leo");
        passGrace();
        serve(1, "Leo");
        assertThat(calls).isEqualTo(1);
        assertThat(found()).isEmpty();
    }

    @Test
    void withAShareOfZero_noMethodIsCalled() {
        watch = watch(0);
        cache = watch.cache("owners");
        load(1, "Leo", "owner");
        source = "Basil";
        watch.committed(List.of("owner"), VISIT);
        serveUntilJudged();
        assertThat(calls).isZero();
        assertThat(cache.hitCount()).isEqualTo(4);
    }

    @Test
    void entriesOfEntries_countForTheOuterLoadToo() {
        load(2, "Leo", "pet");
        LoadReads outer = LoadReads.begin(watch);
        watch.hit(cache, 2, "Leo", null);
        outer.close();
        watch.loaded(cache, 1, "Leo", outer, asker());
        source = "Basil";
        watch.committed(List.of("pet"), VISIT);
        serveUntilJudged();
        assertThat(found())
                .singleElement()
                .extracting(each -> each.finding().table())
                .isEqualTo("pet");
    }

    @Test
    void onlyTheFirstOfItsKindForACache_isTold_andTheRestIsCounted() {
        for (int i = 0; i < 300; i++) {
            watch.early(cache, "evict of key " + i, "Owners.rename", List.of("t" + i), RENAME);
        }
        assertThat(told).hasSize(1);
        assertThat(found()).hasSize(200);
        assertThat(watch.findings().count(FindingKind.EARLY_EVICTION)).isEqualTo(300);
    }

    @Test
    void cacheWithoutExpiry_isToldWhenSomethingIsPut() {
        cache.expires(Expiry.never("a map knows no time"));
        assertThat(found()).isEmpty();
        watch.put(cache, 1);
        watch.put(cache, 2);
        assertThat(found())
                .singleElement()
                .extracting(each -> each.finding().kind())
                .isEqualTo(FindingKind.NO_EXPIRY);
    }

    @Test
    void pace_limitsTheCalls() {
        watch = new Watch(new WatchLimits(1, 1, GRACE, 100), nanos::get, Runnable::run, told::add);
        cache = watch.cache("owners");
        for (int i = 0; i < 100; i++) {
            watch.hit(cache, i, "Leo", asker());
        }
        assertThat(calls).isEqualTo(1);
        assertThat(watch.comparing().leftOutCount()).isEqualTo(99);
    }
}
