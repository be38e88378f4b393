package io.freshet.bench.stampede;

import io.freshet.bench.stampede.StampedeResult.Round;
import org.junit.jupiter.api.Test;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class StampedeResultTests {
    @Test
    void of_rounds_reportsTheWorstAndTheMedian() {
        StampedeResult result = StampedeResult.of(
                "a",
                200,
                List.of(new Round(1, 101_000_000, 0), new Round(7, 250_000_000, 2), new Round(2, 120_000_000, 1)));
        assertThat(result).isEqualTo(new StampedeResult("a", 200, 3, 7, 2, 120, 250, 3));
    }
}
