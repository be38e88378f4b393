package io.freshet.simulation;

import org.junit.jupiter.api.Test;

import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Thousands of random interleavings of the engine's own parts. A failure prints its seed; run it alone with {@code
 * -Dfreshet.simulation.seed=...}.
 */
class ProtocolSimulationTests {

    private static final int RUNS = Integer.getInteger("freshet.simulation.runs", 1_000);
    private static final int STEPS = 1_500;

    @Test
    void anyInterleaving_withoutFaults_neverAnswersStale() {
        simulate(false);
    }

    @Test
    void anyInterleaving_withOutagesAndWipes_neverAnswersStale() {
        simulate(true);
    }

    private static void simulate(boolean faults) {
        long reads = 0;
        long hits = 0;
        Long only = Long.getLong("freshet.simulation.seed");
        Random seeds = new Random();
        for (int run = 0; run < (only == null ? RUNS : 1); run++) {
            long seed = only == null ? seeds.nextLong() : only;
            SimulatedFleet fleet = new SimulatedFleet(seed, faults);
            try {
                fleet.run(STEPS);
            } catch (AssertionError e) {
                throw new AssertionError("Seed " + seed + " (faults " + faults + "): " + e.getMessage(), e);
            }
            reads += fleet.reads;
            hits += fleet.hits;
        }
        System.out.println("simulated " + reads + " reads, " + hits + " of them from the cache, faults " + faults);
        assertThat(hits).as("reads answered from the cache").isGreaterThan(only == null ? reads / 20 : -1);
    }
}
