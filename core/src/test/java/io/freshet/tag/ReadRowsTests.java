package io.freshet.tag;

import org.junit.jupiter.api.Test;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/** Which of the shapes that writers tell stands for what was read. */
class ReadRowsTests {

    private static final Dependency WHOLE = new TableDependency("visit");

    private static ReadRows rows(Map<String, Set<String>> texts, String... reads) {
        return new ReadRows("visit", new TreeMap<>(texts), new TreeSet<>(List.of(reads)));
    }

    private static Shape shape(Set<String> pinned, String... reads) {
        return Shape.of("visit", pinned, List.of(reads));
    }

    private static Dependency by(Shape shape, Map<String, String> texts) {
        return new RowsDependency(shape, new TreeMap<>(texts));
    }

    private static Set<Dependency> dependencies(Collection<ReadRows> read, Shape... told) {
        return ReadRows.dependencies(read, new LiveShapes.View(Set.of(told), Set.of()));
    }

    @Test
    void aShapeCovers_whatPinsItsColumns_andReadsNoOthers() {
        ReadRows read = rows(Map.of("client", Set.of("5"), "day", Set.of("d")), "client", "day", "amount");
        Shape all = shape(Set.of("client"));
        Shape enough = shape(Set.of("client"), "day", "amount");

        assertThat(dependencies(List.of(read), all)).containsExactly(by(all, Map.of("client", "5")));
        assertThat(dependencies(List.of(read), enough)).containsExactly(by(enough, Map.of("client", "5")));
        assertThat(dependencies(List.of(read), shape(Set.of("client"), "amount")))
                .containsExactly(WHOLE);
        assertThat(dependencies(List.of(read), shape(Set.of("client", "room")))).containsExactly(WHOLE);
        assertThat(dependencies(List.of(read), Shape.of("bill", Set.of("client"), Set.of())))
                .containsExactly(WHOLE);
        assertThat(dependencies(List.of(read), Shape.of("visit"))).containsExactly(WHOLE);
    }

    @Test
    void whereColumnsCannotBeTold_onlyShapesThatReadAllWillDo() {
        ReadRows read = rows(Map.of("client", Set.of("5")));
        Shape all = shape(Set.of("client"));
        assertThat(dependencies(List.of(read), shape(Set.of("client"), "amount")))
                .containsExactly(WHOLE);
        assertThat(dependencies(List.of(read), all)).containsExactly(by(all, Map.of("client", "5")));
    }

    @Test
    void aShapeWithACondition_standsForNothing_thatWasReadWithoutIt() {
        Shape open = Shape.of("visit", Set.of("client"), List.of(), Condition.parse("day = 'd'"));
        assertThat(dependencies(List.of(rows(Map.of("client", Set.of("5")))), open))
                .containsExactly(WHOLE);
    }

    @Test
    void columnsAlone_areAShapeToo() {
        Shape columns = shape(Set.of(), "amount", "day");
        assertThat(dependencies(List.of(rows(Map.of(), "amount")), columns)).containsExactly(by(columns, Map.of()));
        assertThat(dependencies(List.of(rows(Map.of(), "amount", "client")), columns))
                .containsExactly(WHOLE);
    }

    @Test
    void theNarrowestIsTaken_andEachValueCounts() {
        ReadRows read = rows(Map.of("client", Set.of("5", "6"), "day", Set.of("d", "e")), "client", "day");
        Shape both = shape(Set.of("client", "day"));
        Shape few = shape(Set.of("client", "day"), "amount");
        assertThat(dependencies(List.of(read), shape(Set.of("client")), both, few))
                .containsExactlyInAnyOrder(
                        by(few, Map.of("client", "5", "day", "d")),
                        by(few, Map.of("client", "5", "day", "e")),
                        by(few, Map.of("client", "6", "day", "d")),
                        by(few, Map.of("client", "6", "day", "e")));
    }

    @Test
    void oneThatIsNotPinned_orTooMany_meansTheWholeTable() {
        Shape all = shape(Set.of("client"));
        ReadRows one = rows(Map.of("client", Set.of("5")));
        assertThat(dependencies(List.of(one, rows(Map.of())), all)).containsExactly(WHOLE);
        assertThat(dependencies(List.of(rows(Map.of("client", numbers(ReadRows.MOST)))), all))
                .hasSize(ReadRows.MOST);
        assertThat(dependencies(List.of(rows(Map.of("client", numbers(ReadRows.MOST + 1)))), all))
                .containsExactly(WHOLE);
        List<ReadRows> many = numbers(ReadRows.MOST + 1).stream()
                .map(number -> rows(Map.of("client", Set.of(number))))
                .toList();
        assertThat(dependencies(many, all)).containsExactly(WHOLE);
    }

    private static Set<String> numbers(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).collect(Collectors.toSet());
    }
}
