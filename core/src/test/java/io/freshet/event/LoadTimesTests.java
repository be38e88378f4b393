package io.freshet.event;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

class LoadTimesTests {

    private final LoadTimes times = new LoadTimes();

    @Test
    void nothingLoaded_tookNoTime() {
        assertThat(times.within(0.99)).isZero();
    }

    @Test
    void aQuantile_isNeverTooShort_andTooLongByAQuarterAtTheMost() {
        Random random = new Random(7);
        long[] nanos = random.longs(5_000, 2_000, 40_000_000_000L).toArray();
        for (long each : nanos) {
            times.add(each);
        }
        Arrays.sort(nanos);
        for (double share : new double[] {0.01, 0.5, 0.9, 0.99, 1}) {
            long exact = nanos[(int) Math.ceil(share * nanos.length) - 1];
            assertThat(times.within(share).toNanos()).as("share %s", share).isBetween(exact, exact + exact / 4 + 1);
        }
    }

    @Test
    void oneSlowLoad_isNotTheUsualCase_butTheLongest() {
        for (int i = 0; i < 99; i++) {
            times.add(Duration.ofMillis(2).toNanos());
        }
        times.add(Duration.ofSeconds(3).toNanos());
        assertThat(times.within(0.99)).isBetween(Duration.ofMillis(2), Duration.ofNanos(2_500_001));
        assertThat(times.within(1)).isBetween(Duration.ofSeconds(3), Duration.ofMillis(3_750));
    }

    @Test
    void nothingIsTooShortOrTooLong_toBeCounted() {
        times.add(-1);
        times.add(0);
        assertThat(times.within(1)).isLessThan(Duration.ofNanos(2_000));
        times.add(Long.MAX_VALUE);
        assertThat(times.within(1)).isGreaterThan(Duration.ofHours(1));
    }
}
