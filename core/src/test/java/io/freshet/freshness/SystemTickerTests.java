package io.freshet.freshness;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

class SystemTickerTests {

    private static final long MOST_AHEAD = TimeUnit.MILLISECONDS.toNanos(2);

    private final Ticker ticker = Ticker.system();

    /** As many looks as fit into a fifth of a second, whatever is taken over from an earlier look is never before now. */
    @Test
    void soon_isNotBeforeNow_andAtMostTwoMillisecondsLater() {
        long end = System.nanoTime() + Duration.ofMillis(200).toNanos();
        while (System.nanoTime() - end < 0) {
            long before = ticker.nanos();
            Moment soon = ticker.soon();
            long after = ticker.nanos();
            assertThat(soon.nanos() - before).as("not before the look began").isNotNegative();
            assertThat(soon.nanos() - after).isLessThanOrEqualTo(MOST_AHEAD);
        }
    }

    @Test
    void clockOfATest_isAskedItself() {
        Ticker fake = () -> 5_000_000;
        assertThat(fake.soon()).isEqualTo(new Moment(5_000_000, 5));
    }
}
