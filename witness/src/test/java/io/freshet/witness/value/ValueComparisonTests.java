package io.freshet.witness.value;

import io.freshet.redis.json.JsonCodecs;
import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

class ValueComparisonTests {

    private final ValueComparison alone = new ValueComparison(null);
    private final ValueComparison withJson = new ValueComparison(JsonCodecs.standard());

    /** Compared by its objects. */
    static class Bean {
        public final int number;

        Bean(int number) {
            this.number = number;
        }
    }

    /** Equal if its id is. */
    static class Entity {
        public final int id;
        public final int number;

        Entity(int id, int number) {
            this.id = id;
            this.number = number;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Entity entity && entity.id == id;
        }

        @Override
        public int hashCode() {
            return Objects.hash(id);
        }
    }

    record Pair(int number, Bean bean) {}

    record Amount(BigDecimal value) {}

    @Test
    void valuesWithEquals_areComparedByIt() {
        assertThat(alone.compare(String.class, "a", "a")).isEqualTo(Verdict.SAME);
        assertThat(alone.compare(String.class, "a", "b")).isEqualTo(Verdict.DIFFERENT);
        assertThat(alone.compare(Amount.class, new Amount(BigDecimal.ONE), new Amount(BigDecimal.TEN)))
                .isEqualTo(Verdict.DIFFERENT);
        assertThat(alone.compare(int[].class, new int[] {1}, new int[] {1})).isEqualTo(Verdict.SAME);
        assertThat(alone.compare(int[].class, new int[] {1}, new int[] {2})).isEqualTo(Verdict.DIFFERENT);
        assertThat(alone.compare(Map.class, Map.of("a", List.of(1)), Map.of("a", List.of(2))))
                .isEqualTo(Verdict.DIFFERENT);
    }

    @Test
    void null_isAValue() {
        assertThat(alone.compare(String.class, null, null)).isEqualTo(Verdict.SAME);
        assertThat(alone.compare(String.class, null, "a")).isEqualTo(Verdict.DIFFERENT);
    }

    @Test
    void withoutEqualsAndBytes_nobodyKnows_howeverDeepItLies() {
        assertThat(alone.compare(Bean.class, new Bean(1), new Bean(1))).isEqualTo(Verdict.UNKNOWN);
        assertThat(alone.compare(List.class, List.of(new Bean(1)), List.of(new Bean(2))))
                .isEqualTo(Verdict.UNKNOWN);
        assertThat(alone.compare(Optional.class, Optional.of(new Bean(1)), Optional.of(new Bean(1))))
                .isEqualTo(Verdict.UNKNOWN);
        assertThat(alone.compare(Pair.class, new Pair(1, new Bean(1)), new Pair(2, new Bean(1))))
                .isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void bytes_decideWhereEqualsDoesNot() {
        assertThat(withJson.compare(Bean.class, new Bean(1), new Bean(1))).isEqualTo(Verdict.SAME);
        assertThat(withJson.compare(Bean.class, new Bean(1), new Bean(2))).isEqualTo(Verdict.DIFFERENT);
    }

    @Test
    void equalsThatLooksAtAnIdOnly_isNoProof() {
        assertThat(withJson.compare(Entity.class, new Entity(1, 1), new Entity(1, 1)))
                .isEqualTo(Verdict.SAME);
        assertThat(withJson.compare(Entity.class, new Entity(1, 1), new Entity(1, 2)))
                .isEqualTo(Verdict.UNKNOWN);
    }
}
