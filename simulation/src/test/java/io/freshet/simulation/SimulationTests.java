package io.freshet.simulation;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** One minute of schedules, or {@code -Dfreshet.simulation.seconds}; {@link Simulation} says how to replay one. */
@Tag("long")
@Execution(ExecutionMode.CONCURRENT)
class SimulationTests {

    private static final int SECONDS = Integer.getInteger("freshet.simulation.seconds", 60);

    @ParameterizedTest
    @EnumSource(Scenario.class)
    void anySchedule_answersNothingOlderThanPromised_andServesFromTheCacheAgainAfterwards(Scenario scenario) {
        String only = System.getProperty("freshet.simulation.scenario");
        assumeTrue(only == null || only.equals(scenario.name()));
        Long seed = Long.getLong("freshet.simulation.seed");
        if (seed != null) {
            Simulation.replay(scenario, seed, new Tally());
            return;
        }
        int scenarios = only == null ? Scenario.values().length : 1;
        Tally tally = Simulation.runFor(scenario, Duration.ofSeconds(SECONDS).dividedBy(scenarios), System.nanoTime());
        System.out.println(scenario + ": " + tally);
        assertThat(tally.hitShare())
                .as("share of reads answered from the cache")
                .isGreaterThan(0.05);
    }

    @Test
    void aSchedule_isTheSameEachTime() {
        for (long seed = 0; seed < 20; seed++) {
            Tally first = new Tally();
            Tally second = new Tally();
            Simulation.replay(Scenario.EVERYTHING, seed, first);
            Simulation.replay(Scenario.EVERYTHING, seed, second);
            assertThat(second).hasToString(first.toString());
        }
    }

    @Test
    void anAnswerOlderThanPromised_isFound() {
        Promises promises = new Promises(1, 1_000);
        Promises.Write write = promises.write(0);
        write.committed(5_000);
        promises.answered(0, 0, 6_000, this, false, 0);
        assertThatThrownBy(() -> promises.answered(0, 0, 6_001, this, false, 0))
                .hasMessageContaining("was committed 1 microseconds before");
        write.returned(this, 5_500);
        assertThatThrownBy(() -> promises.answered(0, 0, 5_501, this, false, 0)).hasMessageContaining("written there");
        promises.answered(0, 0, 5_501, "another instance", false, 0);
        write.bumped(5_500);
        assertThatThrownBy(() -> promises.answered(0, 0, 5_501, "another", true, 0))
                .hasMessageContaining("strict");
        write.acknowledged(5_500);
        assertThatThrownBy(() -> promises.answered(0, 0, 5_501, "another", false, 0))
                .hasMessageContaining("acknowledged");
        promises.onlyTheBound();
        promises.answered(0, 0, 5_501, "another", true, 1);
    }
}
