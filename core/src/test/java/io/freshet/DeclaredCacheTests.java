package io.freshet;

import io.freshet.entry.Lookup;
import io.freshet.load.LoadObserver;
import io.freshet.load.Observed;
import io.freshet.read.Surroundings;
import io.freshet.resolve.DeclarationException;
import io.freshet.tag.Relation;
import io.freshet.tag.TableDependency;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** What becomes of a cache between its declaration and its first entry, and what its entries depend on besides. */
class DeclaredCacheTests {

    /** Longer than any machine stands still: a lease that has ended meanwhile would make a hit a load. */
    private static final Duration BOUND = Duration.ofMinutes(1);

    private final List<Freshet> opened = new ArrayList<>();
    private final AtomicInteger loads = new AtomicInteger();

    private Freshet started(FreshetBuilder builder) {
        Freshet freshet = builder.bound(BOUND).build();
        opened.add(freshet);
        await().until(() -> freshet.status().leaseRuns());
        return freshet;
    }

    @AfterEach
    void close() {
        opened.forEach(Freshet::close);
    }

    private static Cache<Integer, Integer> cache(Freshet freshet, String template) {
        return freshet.cache(template, Integer.class, Integer.class)
                .dependsOnTables("bill")
                .build();
    }

    private int read(Cache<Integer, Integer> cache) {
        Integer value = cache.get(1, id -> loads.incrementAndGet());
        return value == null ? 0 : value;
    }

    @Test
    void untilItsWritesAreNoticed_aCacheKeepsNothing_norDoesALoadAroundIt() {
        List<Runnable> captured = new ArrayList<>();
        Freshet freshet = started(Freshet.builder()
                .observer(new Seeing(Set.of()))
                .capture((cache, whenCaptured) -> captured.add(whenCaptured)));
        Cache<Integer, Integer> outer =
                freshet.cache("outer:{id}", Integer.class, Integer.class).build();
        captured.remove(0).run();
        Cache<Integer, Integer> late = cache(freshet, "late:{id}");

        assertThat(List.of(read(late), read(late))).containsExactly(1, 2);
        assertThat(late.getIfPresent(1)).isEqualTo(Lookup.Miss.INSTANCE);
        assertThat(outer.get(1, id -> read(late))).isEqualTo(3);
        assertThat(outer.get(1, id -> read(late))).isEqualTo(4);

        captured.remove(0).run();
        assertThat(List.of(read(late), read(late))).containsExactly(5, 5);
        assertThat(outer.get(1, id -> read(late))).isEqualTo(5);
        assertThat(outer.get(1, id -> loads.incrementAndGet())).isEqualTo(5);
        freshet.invalidateTable("bill");
        assertThat(outer.get(1, id -> read(late))).isEqualTo(6);
    }

    @Test
    void aRelatedTable_invalidates_whatIsDeclaredAndWhatIsObserved() {
        Freshet freshet = started(Freshet.builder()
                .observer(new Seeing(Set.of("visit")))
                .relation(Relation.ofTable("payment").alsoPatterns("declared:*").alsoTables("visit"))
                .relation(Relation.ofTable("refund").alsoTables("payment")));
        Cache<Integer, Integer> declared = cache(freshet, "declared:{id}");
        Cache<Integer, Integer> observed =
                freshet.cache("observed:{id}", Integer.class, Integer.class).build();
        Cache<Integer, Integer> other = cache(freshet, "other:{id}");
        freshet.requireRelations();

        assertThat(freshet.relatedTables()).containsExactlyInAnyOrder("payment", "refund", "visit");
        assertThat(declared.dependencies())
                .contains(new TableDependency("payment"), new TableDependency("refund"), new TableDependency("bill"));
        for (String table : List.of("payment", "refund", "visit")) {
            int before = read(observed);
            int ofDeclared = read(declared);
            int ofOther = read(other);
            freshet.invalidateTable(table);
            assertThat(read(observed)).as("%s, observed", table).isGreaterThan(before);
            assertThat(read(declared) > ofDeclared).as("%s, declared", table).isEqualTo(!table.equals("visit"));
            assertThat(read(other)).as("%s, neither", table).isEqualTo(ofOther);
        }
    }

    @Test
    void aRelationToNothing_isSaid() {
        Freshet freshet =
                started(Freshet.builder().relation(Relation.ofTable("payment").alsoPatterns("declred:*")));
        cache(freshet, "declared:{id}");
        assertThatThrownBy(freshet::requireRelations)
                .isInstanceOf(DeclarationException.class)
                .hasMessageContaining("'declred:*' matches no cache; the nearest key template is 'declared:{id}'");
    }

    @Test
    void whatIsLoadedApart_isKept_andElseItIsNot() {
        Remembering session = new Remembering();
        Freshet freshet = started(Freshet.builder().surroundings(session));
        Cache<Integer, Integer> cache = cache(freshet, "apart:{id}");

        assertThat(List.of(read(cache), read(cache)))
                .as("there is no other session")
                .containsExactly(1, 2);
        session.scopes = 1;
        assertThat(List.of(read(cache), read(cache))).containsExactly(3, 3);
        assertThat(session.open).isZero();
        freshet.invalidateTable("bill");
        assertThat(List.of(read(cache), read(cache))).containsExactly(4, 5);
    }

    /** Within something that remembers what it has read. */
    private static final class Remembering implements Surroundings {

        private int scopes;
        private int open;

        @Override
        public Trust trust() {
            return Trust.LOAD_APART;
        }

        @Override
        public @Nullable Scope apart() {
            if (scopes == 0) {
                return null;
            }
            scopes--;
            open++;
            return () -> open--;
        }
    }

    /** Sees each load read the same tables. */
    private record Seeing(Set<String> tables) implements LoadObserver {

        @Override
        public Observation begin(String tenant) {
            return new Observation() {
                @Override
                public Observed observed() {
                    return new Observed(
                            Set.copyOf(tables.stream().map(TableDependency::new).toList()),
                            Set.of(),
                            Set.of(),
                            false,
                            tables.size());
                }

                @Override
                public void close() {}
            };
        }
    }
}
