package io.freshet.hot;

import io.freshet.hot.SpaceSaving.Counted;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

/** The bounds that the paper proves, on streams drawn by chance. */
class SpaceSavingTests {

    private static final int ROOM = 100;

    private static Map<Integer, Long> counted(SpaceSaving<Integer> sketch, int seed) {
        Random random = new Random(seed);
        Map<Integer, Long> truth = new HashMap<>();
        for (int i = 0; i < 100_000; i++) {
            int item = (int) Math.min(5_000, 1 / Math.pow(random.nextDouble(), 1.2)); // few are frequent, many are rare
            int times = 1 + random.nextInt(3);
            sketch.add(item, times);
            truth.merge(item, (long) times, Long::sum);
        }
        return truth;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void counts_areNeverTooLow_andTooHighByTheirExcessAtTheMost(int seed) {
        SpaceSaving<Integer> sketch = new SpaceSaving<>(ROOM);
        Map<Integer, Long> truth = counted(sketch, seed);
        assertThat(sketch.counted()).hasSize(ROOM).allSatisfy(one -> {
            assertThat(one.count()).isGreaterThanOrEqualTo(truth.get(one.item()));
            assertThat(one.least()).isLessThanOrEqualTo(truth.get(one.item()));
            assertThat(one.excess()).isLessThanOrEqualTo(sketch.total() / ROOM);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void noneThatMakesUpItsShare_isMissing(int seed) {
        SpaceSaving<Integer> sketch = new SpaceSaving<>(ROOM);
        Map<Integer, Long> truth = counted(sketch, seed);
        long total = truth.values().stream().mapToLong(Long::longValue).sum();
        assertThat(sketch.total()).isEqualTo(total);
        List<Integer> frequent = truth.entrySet().stream()
                .filter(one -> one.getValue() > total / ROOM)
                .map(Map.Entry::getKey)
                .toList();
        assertThat(frequent).isNotEmpty();
        assertThat(sketch.counted()).extracting(Counted::item).containsAll(frequent);
    }

    @Test
    void whatFits_isCountedExactly() {
        SpaceSaving<String> sketch = new SpaceSaving<>(2);
        sketch.add("often", 2);
        sketch.add("once", 1);
        sketch.add("often", 1);
        assertThat(sketch.counted()).containsExactly(new Counted<>("often", 3, 0), new Counted<>("once", 1, 0));
        sketch.add("another", 1);
        assertThat(sketch.counted()).containsExactly(new Counted<>("often", 3, 0), new Counted<>("another", 2, 1));
    }
}
