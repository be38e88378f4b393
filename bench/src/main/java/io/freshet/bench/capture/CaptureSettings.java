package io.freshet.bench.capture;

import java.time.Duration;

/**
 * The workload, identical for all systems.
 *
 * @param rounds that are measured; in each, every system has its turn
 * @param round how long transactions are written in one turn
 * @param warmUp how long each system writes before the first round
 * @param writers that write at once
 * @param rows of a bulk statement
 * @param sights writes past the application, in all, whose visibility is measured
 */
record CaptureSettings(int rounds, Duration round, Duration warmUp, int writers, int rows, int sights) {

    CaptureSettings {
        if (rounds < 1
                || round.isNegative()
                || round.isZero()
                || warmUp.isNegative()
                || writers < 1
                || rows < 1
                || sights < rounds) {
            throw new IllegalArgumentException(
                    "There must be rounds, time for each, writers, rows and as many writes past"
                            + " the application as rounds, not " + rounds + " rounds of " + round + " after " + warmUp
                            + ", " + writers
                            + " writers, "
                            + rows + " rows and " + sights + " writes");
        }
    }

    int sightsOfARound() {
        return sights / rounds;
    }
}
