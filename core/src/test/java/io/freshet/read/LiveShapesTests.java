package io.freshet.read;

import io.freshet.change.ChangeSet;
import io.freshet.key.CacheKey;
import io.freshet.key.KeyTemplate;
import io.freshet.remote.InProcessRemote;
import io.freshet.tag.KeyedRows;
import io.freshet.tag.Shapes;
import io.freshet.tag.TableDependency;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** Loads while what writers tell changes. */
class LiveShapesTests {

    private static final KeyedRows ROWS = KeyedRows.of("visit", Map.of("client_id", "client"), List.of());
    private static final CacheKey KEY = KeyTemplate.parse("visits:{client}").key("", 5);

    private final InProcessRemote server = new InProcessRemote(() -> 0);
    private final ReadFixture here = new ReadFixture(server, "here");
    private final ReadFixture there = new ReadFixture(server, "there");

    @BeforeEach
    void begin() {
        here.certify();
        there.certify();
    }

    private static ReadPath visits(ReadFixture of) {
        return of.cache("visits", ReadFixture.policy(), List.of(ROWS));
    }

    private void raise(String... names) {
        server.partitions()
                .get(0)
                .bump(ChangeSet.of(List.of(names), ""), -1)
                .toCompletableFuture()
                .join();
        here.poll();
        there.poll();
    }

    private void raise(Collection<String> names) {
        raise(names.toArray(String[]::new));
    }

    @Test
    void loadDuringWhichItsShapeWentLive_isNotKept_sinceAWriteMayHaveToldOnlyTheTable() throws Throwable {
        ReadPath cache = visits(here);
        String answered = cache.get(KEY, () -> {
            raise("table/visit"); // by the triggers from before, after the load has read
            here.shapes.add(Shapes.of(List.of(ROWS)));
            return "old";
        });
        assertThat(answered).isEqualTo("old");
        assertThat(cache.<String>get(KEY, () -> "new")).isEqualTo("new");
        assertThat(cache.<String>get(KEY, () -> "newer")).as("kept").isEqualTo("new");
        raise("table/visit");
        assertThat(cache.<String>get(KEY, () -> "newer")).as("by rows").isEqualTo("new");
        raise("rows/visit/client_id=5");
        assertThat(cache.<String>get(KEY, () -> "newer")).isEqualTo("newer");
    }

    @Test
    void loadOfAnotherShape_isKept() throws Throwable {
        ReadPath cache = visits(here);
        cache.get(KEY, () -> {
            here.shapes.add(Shapes.ofTables(List.of("bill")));
            return "old";
        });
        assertThat(cache.<String>get(KEY, () -> "new")).isEqualTo("old");
    }

    @Test
    void whatDependsOnATableThatIsNotTold_isNotKept_andNotTakenFromL2() throws Throwable {
        here.shapes.add(Shapes.of(List.of(ROWS)));
        there.shapes.add(Shapes.of(List.of(ROWS)));
        ReadPath mine = visits(here);
        ReadPath other = visits(there);
        ReadPath whole =
                here.cache("all", ReadFixture.policy().withRemote(false), List.of(new TableDependency("visit")));
        ReadPath bills =
                here.cache("bills", ReadFixture.policy().withRemote(false), List.of(new TableDependency("bill")));
        mine.get(KEY, () -> "old");
        whole.get(KEY, () -> "old");
        bills.get(KEY, () -> "old");

        here.shapes.lose(List.of("Visit"));
        raise(new TableDependency("visit").raisedBy(""));
        other.get(KEY, () -> "in L2");
        assertThat(mine.<String>get(KEY, () -> "1")).isEqualTo("1");
        assertThat(mine.<String>get(KEY, () -> "2")).isEqualTo("2");
        assertThat(whole.<String>get(KEY, () -> "1")).isEqualTo("1");
        assertThat(whole.<String>get(KEY, () -> "2")).isEqualTo("2");
        assertThat(bills.<String>get(KEY, () -> "new")).isEqualTo("old");

        here.shapes.regain(List.of("visit"));
        assertThat(mine.<String>get(KEY, () -> "3")).isEqualTo("in L2");
        assertThat(whole.<String>get(KEY, () -> "3")).isEqualTo("3");
        assertThat(whole.<String>get(KEY, () -> "4")).isEqualTo("3");
    }

    @Test
    void loadDuringWhichItsTableWasLost_isNotKept() throws Throwable {
        ReadPath cache = visits(here);
        cache.get(KEY, () -> {
            here.shapes.lose(List.of("visit"));
            here.shapes.regain(List.of("visit"));
            here.shapes.lose(List.of("visit"));
            return "old";
        });
        assertThat(cache.<String>get(KEY, () -> "new")).isEqualTo("new");
    }

    @Test
    void shapes_areSettled_unlessTheyHaveJustChanged() {
        assertThat(here.shapes.isSettled(Duration.ofHours(1))).isTrue();
        here.shapes.add(Shapes.ofTables(List.of("bill")));
        assertThat(here.shapes.isSettled(Duration.ofHours(1))).isFalse();
        assertThat(here.shapes.isSettled(Duration.ofNanos(-1))).isTrue();
    }
}
