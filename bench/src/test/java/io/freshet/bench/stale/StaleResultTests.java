package io.freshet.bench.stale;

import io.freshet.bench.report.Report;
import io.freshet.testkit.StalenessChecker;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class StaleResultTests {
    private final StaleResult result = StaleResult.of(
            "jetcache",
            Duration.ofSeconds(4),
            new StalenessChecker.Summary(2_000_000, 3, 1_234_567),
            2,
            new long[] {1_000_000, 2_000_000, 9_000_000},
            42);

    @Test
    void of_summary_ratesAndUnitsAreConverted() {
        assertThat(result.readsPerSecond()).isEqualTo(500_000);
        assertThat(result.stalePerMillion()).isEqualTo(1.5);
        assertThat(result.longestStalenessMillis()).isEqualTo(1.235);
        assertThat(result.writes()).isEqualTo(3);
        assertThat(result.writeMillisP50()).isEqualTo(2);
    }

    @Test
    void toJson_row_hasTheNamesThatReadersOfTheReportKnow() {
        JsonNode row = JsonMapper.shared()
                .readTree(Report.here("stale", List.of(result)).toJson())
                .get("systems")
                .get(0);
        assertThat(row.propertyNames())
                .containsExactly(
                        "name",
                        "seconds",
                        "reads",
                        "readsPerSecond",
                        "staleReads",
                        "stalePerMillion",
                        "longestStalenessMillis",
                        "wrongAtEnd",
                        "writes",
                        "writeMillisP50",
                        "writeMillisP99",
                        "loads");
    }
}
