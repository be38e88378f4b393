package io.freshet.warm;

import org.junit.jupiter.api.Test;

import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

class WarmPaceTests {

    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    @Test
    void readsAreSpacedByTheRate() {
        WarmPace pace = new WarmPace(100);
        assertThat(pace.pauseNanos(4 * MILLI)).isEqualTo(6 * MILLI);
        assertThat(pace.pauseNanos(15 * MILLI)).isZero();
        assertThat(pace.pauseNanos(10)).as("served").isEqualTo(10 * MILLI - 10);
        assertThat(new WarmPace(0).pauseNanos(4 * MILLI)).isZero();
    }

    @Test
    void whenLoadsSlowDown_pausesGrow_andShrinkAgain() {
        WarmPace pace = new WarmPace(0);
        load(pace, 5, 20);
        assertThat(pace.factor()).isEqualTo(1);
        load(pace, 50, 20);
        assertThat(pace.factor()).isGreaterThanOrEqualTo(8);
        assertThat(pace.pauseNanos(50 * MILLI)).isGreaterThanOrEqualTo(7 * 50 * MILLI);
        load(pace, 50, 200);
        assertThat(pace.factor()).isLessThanOrEqualTo(64);
        load(pace, 5, 80);
        assertThat(pace.factor()).isEqualTo(1);
    }

    @Test
    void whatIsServed_saysNothingOfLoads() {
        WarmPace pace = new WarmPace(0);
        for (int i = 0; i < 100; i++) {
            pace.pauseNanos(1_000);
        }
        load(pace, 20, 50);
        assertThat(pace.factor()).isEqualTo(1);
    }

    private static void load(WarmPace pace, long millis, int times) {
        for (int i = 0; i < times; i++) {
            pace.pauseNanos(millis * MILLI);
        }
    }
}
