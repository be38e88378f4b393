package io.freshet.read;

import io.freshet.annotation.Observe;
import io.freshet.change.ChangeSet;
import io.freshet.event.CacheEvent;
import io.freshet.event.CacheListener;
import io.freshet.key.CacheKey;
import io.freshet.key.KeyTemplate;
import io.freshet.load.LoadObserver;
import io.freshet.load.Loader;
import io.freshet.load.Observed;
import io.freshet.remote.InProcessRemote;
import io.freshet.tag.Dependency;
import io.freshet.tag.FreeDependency;
import io.freshet.tag.TableDependency;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ObservedReadsTests {

    private static final CacheKey OUTER = KeyTemplate.parse("outer:{id}").key("", 1);
    private static final CacheKey INNER = KeyTemplate.parse("inner:{id}").key("", 1);
    private static final List<Dependency> NOTHING = List.of();

    private final InProcessRemote server = new InProcessRemote(() -> 0);
    private final ReadFixture here = new ReadFixture(server, "here");
    private final ReadFixture there = new ReadFixture(server, "there");
    private final Script script = new Script();
    private final List<CacheEvent> events = new ArrayList<>();

    @BeforeEach
    void begin() {
        here.certify();
        there.certify();
        here.observer = script;
        there.observer = script;
        here.events.add(new CacheListener() {
            @Override
            public void onEvent(CacheEvent event) {
                events.add(event);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aWriteToWhatWasRead_invalidates_inL1AndInL2(boolean isRemote) throws Throwable {
        ReadPath cache = here.cache("outer", ReadFixture.policy().withRemote(isRemote), NOTHING);

        assertThat(get(cache, reading("bill", "old"))).isEqualTo("old");
        assertThat(get(cache, reading("bill", "new"))).isEqualTo("old");
        write("table/payment");
        assertThat(get(cache, reading("bill", "new"))).as("another table").isEqualTo("old");
        write("table/bill");
        assertThat(get(cache, reading("bill", "new"))).isEqualTo("new");
    }

    @Test
    void whatOneInstanceObserved_anotherFindsInL2_andHonours() throws Throwable {
        ReadPath mine = here.cache("outer", ReadFixture.policy(), NOTHING);
        ReadPath other = there.cache("outer", ReadFixture.policy(), NOTHING);
        get(mine, reading("bill", "old"));

        assertThat(get(other, reading("bill", "new"))).as("from L2").isEqualTo("old");
        write("table/bill");
        assertThat(get(other, reading("bill", "new"))).isEqualTo("new");
    }

    @Test
    void aLoadThatAWriteOvertook_isNotKept() throws Throwable {
        ReadPath cache = here.cache("outer", ReadFixture.policy(), NOTHING);

        get(cache, () -> {
            script.read("bill");
            write("table/bill");
            return "old";
        });

        assertThat(get(cache, reading("bill", "new"))).isEqualTo("new");
        assertThat(events).hasExactlyElementsOfTypes(CacheEvent.StalePrevented.class);
    }

    @Test
    void whatCannotBeTold_isServedAndNotKept_andSaidOnce() throws Throwable {
        ReadPath cache = here.cache("outer", ReadFixture.policy(), NOTHING);

        for (String value : List.of("a", "b", "c")) {
            assertThat(get(cache, () -> {
                        script.gap("calls a function");
                        return value;
                    }))
                    .isEqualTo(value);
        }

        assertThat(events).containsExactly(new CacheEvent.NotKept("outer", "calls a function"));
        assertThat(cache.meter().notKeptCount()).isEqualTo(3);
        assertThat(get(there.cache("outer", ReadFixture.policy(), NOTHING), reading("bill", "d")))
                .as("nothing in L2")
                .isEqualTo("d");
    }

    @Test
    void whatIsNotCapturedYet_isNotKept_withoutAWarning_andKeptLater() throws Throwable {
        ReadPath cache = here.cache("outer", ReadFixture.policy(), NOTHING);
        get(cache, () -> {
            script.pending();
            return "a";
        });

        assertThat(get(cache, reading("bill", "b"))).isEqualTo("b");
        assertThat(get(cache, reading("bill", "c"))).isEqualTo("b");
        assertThat(events).isEmpty();
    }

    @Test
    void aHitOfAnotherCache_isInherited() throws Throwable {
        ReadPath inner = here.cache("inner", ReadFixture.policy(), NOTHING);
        ReadPath outer = here.cache("outer", ReadFixture.policy(), NOTHING);
        inner.get(INNER, reading("bill", "old"));
        write("table/payment"); // the stamp of the inner entry is older than that of the outer one

        assertThat(get(outer, () -> inner.get(INNER, reading("bill", "new")))).isEqualTo("old");
        assertThat(get(outer, () -> "new")).isEqualTo("old");
        write("table/bill");
        assertThat(get(outer, () -> inner.get(INNER, reading("bill", "new")))).isEqualTo("new");
    }

    @Test
    void aHitInL2_isInherited() throws Throwable {
        there.cache("inner", ReadFixture.policy(), NOTHING).get(INNER, reading("bill", "old"));
        ReadPath inner = here.cache("inner", ReadFixture.policy(), NOTHING);
        ReadPath outer = here.cache("outer", ReadFixture.policy(), NOTHING);

        get(outer, () -> inner.get(INNER, reading("bill", "new")));
        assertThat(get(outer, () -> "new")).isEqualTo("old");
        write("table/bill");
        assertThat(get(outer, () -> "new")).isEqualTo("new");
    }

    @Test
    void aMissOfAnotherCache_isInherited_andItsStatementsAreItsOwn() throws Throwable {
        ReadPath inner = here.cache("inner", ReadFixture.policy(), NOTHING);
        ReadPath outer = here.cache("outer", ReadFixture.policy(), NOTHING);

        get(outer, () -> {
            script.read("payment");
            return inner.get(INNER, reading("bill", "old"));
        });
        write("table/payment");
        assertThat(inner.get(INNER, reading("bill", "new"))).isEqualTo("old");
        assertThat(get(outer, reading("payment", "changed"))).isEqualTo("changed");
        write("table/bill");
        assertThat(inner.get(INNER, reading("bill", "new"))).isEqualTo("new");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFailureOfAnotherCache_isInherited_ifTheLoadMakesAnAnswerOfIt(boolean isBulk) throws Throwable {
        ReadPath inner = here.cache("inner", ReadFixture.policy(), NOTHING);
        ReadPath outer = here.cache("outer", ReadFixture.policy(), NOTHING);
        Loader<String> missing = () -> {
            script.read("bill");
            throw new NoSuchElementException();
        };

        Loader<String> profile = () -> {
            script.read("payment");
            try {
                return isBulk
                        ? String.valueOf(inner.getAll(List.of(INNER), keys -> Map.of(INNER, missing.load())))
                        : inner.get(INNER, missing);
            } catch (NoSuchElementException e) {
                return "nobody";
            }
        };
        for (String tag : List.of("table/bill", "table/payment", "cache/inner", "key//inner:1")) {
            assertThat(get(outer, profile)).isEqualTo("nobody");
            assertThat(get(outer, reading("payment", "new"))).as(tag).isEqualTo("nobody");
            write(tag);
            assertThat(get(outer, reading("payment", "new"))).as(tag).isEqualTo("new");
            write("*");
        }
        assertThat(events).as("nothing that could not be told").isEmpty();
    }

    @Test
    void aFailureOfALoadOnAnotherThread_cannotBeInherited() throws Throwable {
        CachePolicy timed = ReadFixture.policy().withLoads(loads -> loads.withHardTimeout(Duration.ofMinutes(1)));
        ReadPath inner = here.cache("inner", timed, NOTHING);
        ReadPath outer = here.cache("outer", ReadFixture.policy(), NOTHING);

        get(outer, () -> {
            try {
                return inner.get(INNER, () -> {
                    throw new NoSuchElementException();
                });
            } catch (NoSuchElementException e) {
                return "nobody";
            }
        });

        assertThat(get(outer, () -> "new")).isEqualTo("new");
    }

    @Test
    void freeTagsAndKeysOfAnotherCache_areInherited() throws Throwable {
        ReadPath inner = here.cache("inner", ReadFixture.policy(), List.of(new FreeDependency("prices")));
        ReadPath outer = here.cache("outer", ReadFixture.policy(), NOTHING);

        for (String tag : List.of("tag/prices", "cache/inner", "key//inner:1")) {
            get(outer, () -> inner.get(INNER, () -> "old"));
            assertThat(get(outer, () -> "new")).as(tag).isEqualTo("old");
            write(tag);
            assertThat(get(outer, () -> "new")).as(tag).isEqualTo("new");
            write("*");
        }
    }

    @Test
    void aRaceOfTheInnerLoad_isOneOfTheOuterToo() throws Throwable {
        ReadPath inner = here.cache("inner", ReadFixture.policy(), NOTHING);
        ReadPath outer = here.cache("outer", ReadFixture.policy(), NOTHING);

        get(
                outer,
                () -> inner.get(INNER, () -> {
                    script.read("bill");
                    write("table/bill");
                    return "old";
                }));

        assertThat(get(outer, () -> "new")).isEqualTo("new");
    }

    @Test
    void aGapOfTheInnerLoad_isOneOfTheOuterToo() throws Throwable {
        ReadPath inner = here.cache("inner", ReadFixture.policy(), NOTHING);
        ReadPath outer = here.cache("outer", ReadFixture.policy(), NOTHING);

        get(
                outer,
                () -> inner.get(INNER, () -> {
                    script.gap("calls a function");
                    return "old";
                }));

        assertThat(get(outer, () -> "new")).isEqualTo("new");
        assertThat(events)
                .contains(
                        new CacheEvent.NotKept("inner", "calls a function"),
                        new CacheEvent.NotKept(
                                "outer", "reads the cache 'inner', of which it could not be told either"));
    }

    @Test
    void whatIsReadPastAnotherCache_belongsToTheLoadAroundIt() throws Throwable {
        ReadPath inner = here.cache("inner", ReadFixture.policy(), List.of(new FreeDependency("prices")));
        ReadPath outer = here.cache("outer", ReadFixture.policy(), NOTHING);
        for (String tag : List.of("tag/prices", "table/bill")) {
            get(outer, () -> {
                Bypass past = Bypass.open();
                try {
                    return inner.get(INNER, reading("bill", "old"));
                } finally {
                    past.close();
                }
            });
            assertThat(get(outer, () -> "new")).as(tag).isEqualTo("old");
            write(tag);
            assertThat(get(outer, () -> "new")).as(tag).isEqualTo("new");
            write("*");
        }
    }

    @Test
    void aCacheThatIsNotObserved_hidesItsStatements_fromTheLoadAroundIt() throws Throwable {
        ReadPath inner = here.cache("inner", ReadFixture.policy().withObserve(Observe.NEVER), NOTHING);
        ReadPath outer = here.cache("outer", ReadFixture.policy(), NOTHING);

        get(outer, () -> inner.get(INNER, reading("bill", "old")));
        write("table/bill");

        assertThat(get(outer, () -> "new")).isEqualTo("old");
    }

    @Test
    void whatIsDeclared_standsForWhatIsObserved_unlessBothAreAskedFor() throws Throwable {
        List<Dependency> declared = List.of(new TableDependency("declared"));
        ReadPath auto = here.cache("outer", ReadFixture.policy(), declared);
        ReadPath always = here.cache("inner", ReadFixture.policy().withObserve(Observe.ALWAYS), declared);
        get(auto, reading("bill", "old"));
        always.get(INNER, reading("bill", "old"));

        write("table/bill");
        assertThat(get(auto, () -> "new")).isEqualTo("old");
        assertThat(always.get(INNER, reading("bill", "new"))).isEqualTo("new");
        write("table/declared");
        assertThat(get(auto, () -> "new")).isEqualTo("new");
        assertThat(always.get(INNER, reading("bill", "newer"))).isEqualTo("newer");
    }

    @Test
    void whatReadsNothing_isKept_andSaidOnce() throws Throwable {
        ReadPath cache = here.cache("outer", ReadFixture.policy(), NOTHING);

        assertThat(get(cache, () -> "a")).isEqualTo("a");
        assertThat(get(cache, () -> "b")).isEqualTo("a");
        write("*");
        assertThat(get(cache, () -> "c")).isEqualTo("c");

        assertThat(events).containsExactly(new CacheEvent.NothingObserved("outer"));
    }

    @Test
    void rowsOfATenant_areInvalidatedByItsOwnWrites_everythingElseByAny() throws Throwable {
        CacheKey key = KeyTemplate.parse("outer:{id}").key("7", 1);
        ReadPath cache = here.cache("outer", ReadFixture.policy(), NOTHING);
        cache.get(key, () -> {
            script.readOfTenant("bill");
            script.read("country");
            return "old";
        });

        write("table/bill", "table/bill@8");
        assertThat(cache.get(key, () -> "new")).isEqualTo("old");
        write("table/bill", "table/bill@7");
        assertThat(cache.get(key, reading("country", "new"))).isEqualTo("new");
        write("table/country", "table/country@8");
        assertThat(cache.get(key, () -> "newer")).isEqualTo("newer");
    }

    @Test
    void tooManyTags_areAGap() throws Throwable {
        ReadPath cache = here.cache("outer", ReadFixture.policy(), NOTHING);

        get(cache, () -> {
            IntStream.rangeClosed(0, WatchedLoad.MOST_TAGS).forEach(i -> script.read("t" + i));
            return "old";
        });

        assertThat(get(cache, reading("t1", "new"))).isEqualTo("new");
        assertThat(events).containsExactly(new CacheEvent.NotKept("outer", "depends on more than 4096 tags"));
    }

    @Test
    void aLoaderThatFails_endsItsWatch() throws Throwable {
        ReadPath cache = here.cache("outer", ReadFixture.policy(), NOTHING);

        assertThatThrownBy(() -> get(cache, () -> {
                    throw new IllegalArgumentException("no");
                }))
                .hasMessage("no");

        assertThat(WatchedLoad.isOpen()).isFalse();
        assertThat(script.open).isEmpty();
    }

    private Loader<String> reading(String table, String value) {
        return () -> {
            script.read(table);
            return value;
        };
    }

    private static String get(ReadPath cache, Loader<String> loader) throws Throwable {
        return cache.get(OUTER, loader);
    }

    private void write(String... tags) {
        server.partitions()
                .get(0)
                .bump(ChangeSet.of(List.of(tags), ""), -1)
                .toCompletableFuture()
                .join();
        here.poll();
        there.poll();
    }

    /** Observes what the test says that it reads. */
    private static final class Script implements LoadObserver {

        private final Deque<Load> open = new ArrayDeque<>();

        void read(String table) {
            if (!open.isEmpty()) {
                open.element().tables.add(table);
            }
        }

        void readOfTenant(String table) {
            open.element().ofTenant.add(table);
        }

        void gap(String why) {
            open.element().gaps.add(why);
        }

        void pending() {
            open.element().isPending = true;
        }

        @Override
        public Observation begin(String tenant) {
            Load load = new Load(open);
            open.push(load);
            return load;
        }
    }

    private static final class Load implements LoadObserver.Observation {

        private final Deque<Load> open;
        private final List<String> tables = new ArrayList<>();
        private final List<String> ofTenant = new ArrayList<>();
        private final List<String> gaps = new ArrayList<>();
        private boolean isPending;

        Load(Deque<Load> open) {
            this.open = open;
        }

        @Override
        public Observed observed() {
            return new Observed(
                    dependencies(tables),
                    dependencies(ofTenant),
                    Set.copyOf(gaps),
                    isPending,
                    tables.size() + ofTenant.size() + gaps.size() + (isPending ? 1 : 0));
        }

        private static Set<Dependency> dependencies(List<String> names) {
            return names.stream().map(TableDependency::new).collect(Collectors.toSet());
        }

        @Override
        public void close() {
            assertThat(open.pop()).isSameAs(this);
        }
    }
}
