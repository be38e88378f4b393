package io.freshet.freshness;

import io.freshet.entry.Entry;
import io.freshet.remote.Sequencer;
import io.freshet.remote.Sequencer.Poll;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

class MomentTests {

    private long nanos;
    private long wall = 1_000_000;
    private final Ticker ticker = new Ticker() {
        @Override
        public long nanos() {
            return nanos;
        }

        @Override
        public long wallMillis() {
            return wall;
        }
    };

    @Test
    void isAhead_untilEitherClockHasPassedIt() {
        Moment end = ticker.now().plus(Duration.ofMillis(100));
        assertThat(end.isAhead(99_999_999, wall + 99)).isTrue();
        assertThat(end.isAhead(100_000_000, wall + 99)).isFalse();
        assertThat(end.isAhead(1, wall + 105)).as("within the tolerance").isTrue();
        assertThat(end.isAhead(1, wall + 106)).isFalse();
    }

    @Test
    void order_isThatOfTheMonotonicClock() {
        Moment first = new Moment(1, 9);
        Moment second = new Moment(2, 3);
        assertThat(first.isBefore(second)).isTrue();
        assertThat(first.earlier(second)).isEqualTo(first);
        assertThat(first.later(second)).isEqualTo(second);
        assertThat(new Moment(Long.MAX_VALUE, 0).isBefore(new Moment(Long.MIN_VALUE, 0)))
                .as("the monotonic clock may overflow")
                .isTrue();
    }

    @Test
    void aLease_isOverAfterTheMachineWasSuspended_thoughItsMonotonicClockStoodStill() {
        Freshness freshness = new Freshness(Duration.ofSeconds(1), ticker);
        long first = Sequencer.firstOf(1);
        for (int counter = 1; counter <= 3; counter += 2) {
            freshness.apply(
                    0,
                    ticker.now(),
                    new Poll(true, 1, counter, first, first, List.of(), false, -1, "s", first, 0, new long[0]));
        }
        Entry entry = new Entry("v", freshness.stamp(), new long[] {5}, Long.MAX_VALUE, Long.MAX_VALUE);
        assertThat(freshness.isValid(entry)).isTrue();
        nanos += TimeUnit.MILLISECONDS.toNanos(1);
        wall += 60_000;
        assertThat(freshness.isValid(entry)).isFalse();
        wall -= 120_000;
        assertThat(freshness.isValid(entry))
                .as("set back: the other clock still counts")
                .isTrue();
        nanos += TimeUnit.SECONDS.toNanos(1);
        assertThat(freshness.isValid(entry)).isFalse();
    }
}
