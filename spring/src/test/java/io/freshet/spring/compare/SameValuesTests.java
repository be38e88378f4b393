package io.freshet.spring.compare;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;

import static org.assertj.core.api.Assertions.assertThat;

class SameValuesTests {

    private static Verdict compare(Object one, Object other) {
        return SameValues.compare(one, other);
    }

    @Test
    void objectsWithoutEquals_areComparedByTheirFields() {
        assertThat(compare(new Plain("a", 1), new Plain("a", 1))).isEqualTo(Verdict.SAME);
        assertThat(compare(new Plain("a", 1), new Plain("a", 2))).isEqualTo(Verdict.DIFFERENT);
        assertThat(compare(List.of(new Plain("a", 1)), List.of(new Plain("b", 1))))
                .isEqualTo(Verdict.DIFFERENT);
    }

    @Test
    void entitiesThatCompareTheirIds_areComparedByAllOfTheirFields() {
        assertThat(compare(new Entity(1, "Leo"), new Entity(1, "Basil"))).isEqualTo(Verdict.DIFFERENT);
        assertThat(compare(Set.of(new Entity(1, "Leo")), Set.of(new Entity(1, "Basil"))))
                .isEqualTo(Verdict.DIFFERENT);
    }

    @Test
    void collections_areComparedWhateverClassTheyAreOf() {
        assertThat(compare(List.of(1, 2), new LinkedList<>(List.of(1, 2)))).isEqualTo(Verdict.SAME);
        assertThat(compare(List.of(1, 2), new ArrayList<>(List.of(2, 1)))).isEqualTo(Verdict.DIFFERENT);
        assertThat(compare(Set.of(1, 2), new LinkedHashSet<>(List.of(2, 1)))).isEqualTo(Verdict.SAME);
        assertThat(compare(Map.of("a", new Plain("a", 1)), new TreeMap<>(Map.of("a", new Plain("a", 1)))))
                .isEqualTo(Verdict.SAME);
        assertThat(compare(Map.of("a", 1), Map.of("b", 1))).isEqualTo(Verdict.DIFFERENT);
        assertThat(compare(new int[] {1}, new int[] {1})).isEqualTo(Verdict.SAME);
        assertThat(compare(Optional.of(1), Optional.of(2))).isEqualTo(Verdict.DIFFERENT);
    }

    @Test
    void numbers_areComparedByValue() {
        assertThat(compare(new BigDecimal("1.0"), new BigDecimal("1.00"))).isEqualTo(Verdict.SAME);
        assertThat(compare(1, 2L)).isEqualTo(Verdict.DIFFERENT);
    }

    @Test
    void whatCannotBeLookedInto_isUnknown() {
        assertThat(compare(new AtomicReference<>(1), new AtomicReference<>(1))).isEqualTo(Verdict.UNKNOWN);
        Node one = new Node();
        one.next = one;
        Node other = new Node();
        other.next = other;
        assertThat(compare(one, other)).as("without an end").isEqualTo(Verdict.UNKNOWN);
    }

    private static class Plain {

        final String text;
        final int number;

        Plain(String text, int number) {
            this.text = text;
            this.number = number;
        }
    }

    private static final class Node {
        private Object next = "";
    }

    private record Entity(int id, String name) {

        @Override
        public boolean equals(Object other) {
            return other instanceof Entity entity && entity.id == id;
        }

        @Override
        public int hashCode() {
            return Objects.hash(id);
        }
    }
}
