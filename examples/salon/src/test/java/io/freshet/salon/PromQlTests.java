package io.freshet.salon;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** That what holds alerts and board against a scrape can find something. */
class PromQlTests {

    private static final Scrape SCRAPE = Scrape.of("""
            # HELP reads_total Reads.
            reads_total{cache="a, {b}",result="hit"} 1.0
            reads_total{cache="c",result="miss"} 2.0
            left_seconds 0.5
            """);

    @Test
    void labels_areThoseOfTheAnswer() {
        assertThat(PromQl.labelsOf("left_seconds == 0", SCRAPE)).containsExactlyInAnyOrder("job", "instance");
        assertThat(PromQl.labelsOf("rate(reads_total{result=\"hit\"}[5m] offset 1d) > 1e3", SCRAPE))
                .containsExactlyInAnyOrder("job", "instance", "cache", "result");
        assertThat(PromQl.labelsOf(
                        "sum by (job, cache) (rate(reads_total{cache=~\"$cache\"}[$__rate_interval])) / -(2 * 3) < 1",
                        SCRAPE))
                .containsExactlyInAnyOrder("job", "cache");
        assertThat(PromQl.labelsOf("left_seconds > on (job, instance) 0.5 * left_seconds", SCRAPE))
                .containsExactlyInAnyOrder("job", "instance");
        assertThat(PromQl.labelsOf("sum(left_seconds)", SCRAPE)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "raeds_total > 0 | There is no metric raeds_total",
                "reads_total{tier=\"l1\"} | There is no label tier",
                "reads_total{result=\"hits\"} | reads_total has no result=\"hits\"",
                "sum by (tier) (reads_total) | There is no label tier",
                "sum by (job) (reads_total) > on (job, cache) left_seconds | There is no label cache",
                "rates(reads_total[5m]) | Unknown function rates",
                "rate(reads_total[5]) | No duration: 5",
                "sum(reads_total | ')' is expected",
                "reads_total left_seconds | '' is expected, but there is 'left_seconds'",
                "reads_total{result} > 0 | No matcher",
                "reads_total >| It ends too early",
                "1 + 2 | It names no metric",
                "reads_total ? 1 | Not understood: ? 1"
            })
    void whatIsWrong_isFound(String expression, String mistake) {
        assertThatThrownBy(() -> PromQl.labelsOf(expression, SCRAPE)).hasMessageContaining(mistake.strip());
    }
}
