package io.freshet.salon.day.load;

import org.junit.jupiter.api.Test;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;

class ArrivalsTests {
    private final Arrivals arrivals = Arrivals.startingAt(0, 1_000);

    @Test
    void requestsAreDueAtTheRate() {
        assertThat(arrivals.take(0)).isZero();
        assertThat(arrivals.take(0)).isEqualTo(1);
        assertThat(arrivals.due(1)).isEqualTo(Duration.ofMillis(1).toNanos());
        assertThat(arrivals.givenUp()).isZero();
    }

    @Test
    void shortHoldUp_isCaughtUp() {
        assertThat(arrivals.take(Duration.ofMillis(400).toNanos())).isZero();
        assertThat(arrivals.take(Duration.ofMillis(400).toNanos())).isEqualTo(1);
        assertThat(arrivals.givenUp()).isZero();
    }

    @Test
    void longHoldUp_isGivenUpAndCounted() {
        assertThat(arrivals.take(Duration.ofSeconds(2).toNanos())).isZero();
        assertThat(arrivals.take(Duration.ofSeconds(2).toNanos())).isEqualTo(2_000);
        assertThat(arrivals.givenUp()).isEqualTo(1_999);
    }
}
