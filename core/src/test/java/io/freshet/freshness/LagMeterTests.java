package io.freshet.freshness;

import org.junit.jupiter.api.Test;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;

class LagMeterTests {

    private final LagMeter lags = new LagMeter(2);

    @Test
    void nothingIsKnown_beforeTheClocksHaveBeenCompared() {
        lags.nudged(0, 5, 1_000);
        assertThat(lags.count()).isZero();
        assertThat(lags.lag(0.5)).isZero();
    }

    @Test
    void aLag_isMeasuredByTheServersClock_placedInTheMiddleOfTheFastestPoll() {
        lags.polled(0, 1_000, 3_000, 500); // the server's 500,000 ns are 2,000 here
        lags.polled(0, 1_000, 9_000, 700); // slower: says less
        lags.nudged(0, 500, 2_000 + 7_000);
        assertThat(lags.lag(1)).isEqualTo(Duration.ofNanos(7_000));
        lags.nudged(1, 500, 9_000);
        assertThat(lags.count()).as("the other partition's clock is not known").isEqualTo(1);
    }

    @Test
    void aCommitOfUnknownAge_andOneFromTheFuture() {
        lags.polled(0, 0, 2, 0);
        lags.nudged(0, -1, 100);
        assertThat(lags.count()).isZero();
        lags.nudged(0, 1_000, 5);
        assertThat(lags.lag(1)).isZero();
    }

    @Test
    void aGap_countsWithTheMostThatItCanHaveBeen() {
        lags.gapRepaired(50);
        assertThat(lags.gapsRepaired()).isEqualTo(1);
        assertThat(lags.lag(0.99)).isEqualTo(Duration.ofNanos(50));
    }

    @Test
    void shares_areOfTheLatest() {
        for (int i = 0; i < 5_000; i++) {
            lags.gapRepaired(i < 904 ? 1_000_000 : i % 100);
        }
        assertThat(lags.lag(0.5).toNanos()).isBetween(49L, 51L);
        assertThat(lags.lag(1)).isEqualTo(Duration.ofNanos(99));
    }
}
