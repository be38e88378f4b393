package io.freshet.console.watch;

import io.freshet.event.CacheMeter;
import io.freshet.event.Outcome;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SeriesTests {

    private final CacheMeter meter = new CacheMeter();

    @Test
    void whatWasCountedBefore_isNotGrowth() {
        meter.read(Outcome.HIT_L1);
        Series series = new Series(3, meter);
        series.sample(meter);
        assertThat(series.of(Series.Count.HITS)).containsExactly(0);
    }

    @Test
    void theOldestInterval_comesFirst_andIsForgottenFirst() {
        Series series = new Series(3, meter);
        for (int reads = 1; reads <= 5; reads++) {
            for (int i = 0; i < reads; i++) {
                meter.read(Outcome.HIT_L2);
            }
            series.sample(meter);
        }
        assertThat(series.of(Series.Count.HITS)).containsExactly(3, 4, 5);
        assertThat(series.of(Series.Count.MISSES)).containsExactly(0, 0, 0);
    }

    @Test
    void beforeTheRingIsFull_thereAreOnlyTheIntervalsThatWere() {
        Series series = new Series(10, meter);
        meter.loaded(3_000_000);
        series.sample(meter);
        meter.read(Outcome.MISS);
        series.sample(meter);
        assertThat(series.of(Series.Count.LOAD_MICROS)).containsExactly(3_000, 0);
        assertThat(series.of(Series.Count.MISSES)).containsExactly(0, 1);
    }
}
