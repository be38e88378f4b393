package io.freshet.bench.faults;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;

/** A few rows of the table, on real servers: those that show that the checker sees something happen. */
@Tag("long")
class FaultsITests {

    private static final Duration BOUND = Duration.ofSeconds(1);

    @Test
    void oneRedis_emptied_andAwayForAWhile() throws Exception {
        try (Stage stage = Deployment.STANDALONE.start(BOUND)) {
            RowRun run = new RowRun(stage, BOUND);
            for (String name : new String[] {"FLUSHALL", "redis away for 4 s", "an instance killed while it writes"}) {
                Row row = run.of(named(stage, name));
                assertThat(row.isKept()).as(row.toString()).isTrue();
                assertThat(row.staleAfterAcknowledge()).as(row.toString()).isZero();
                assertThat(row.staleStrict()).as(row.toString()).isZero();
                assertThat(row.reads()).isGreaterThan(500);
                assertThat(row.writes()).isPositive();
                assertThat(row.hitPercent()).isGreaterThan(20);
            }
        }
    }

    private static Fault named(Stage stage, String name) {
        return stage.faults().stream()
                .filter(fault -> fault.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
