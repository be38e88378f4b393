package io.freshet.salon.day.load;

import org.junit.jupiter.api.Test;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class ArrivalsTests {
    private static final Duration DAY = Duration.ofSeconds(60);

    private final Arrivals arrivals = Arrivals.startingAt(0, 1_000, DAY);
    private final OpeningHours hours = new OpeningHours(1_000, DAY);

    @Test
    void requestsAreDueOneAfterTheOther_andOnAverageAtTheRate() {
        assertThat(arrivals.take(0)).isZero();
        assertThat(arrivals.take(0)).isEqualTo(1);
        assertThat(arrivals.due(0)).isZero();
        long before = -1;
        for (long number = 0; number <= 60_000; number += 100) {
            assertThat(arrivals.due(number)).isGreaterThan(before);
            assertThat(hours.until(arrivals.due(number))).isCloseTo(number, within(0.01));
            before = arrivals.due(number);
        }
        assertThat(arrivals.due(60_000)).isCloseTo(DAY.toNanos(), within(1_000L));
    }

    @Test
    void peakIsInTheMiddleOfTheDay_andAgainOnTheNext() {
        assertThat(inSecond(0)).isCloseTo(500, within(5.0));
        assertThat(inSecond(15)).isCloseTo(1_000, within(30.0));
        assertThat(inSecond(29)).isCloseTo(1_500, within(5.0));
        assertThat(inSecond(60)).isCloseTo(500, within(5.0));
        assertThat(inSecond(89)).isCloseTo(1_500, within(5.0));
    }

    @Test
    void shortHoldUp_isCaughtUp() {
        assertThat(arrivals.take(Duration.ofMillis(400).toNanos())).isZero();
        assertThat(arrivals.take(Duration.ofMillis(400).toNanos())).isEqualTo(1);
        assertThat(arrivals.givenUp()).isZero();
    }

    @Test
    void longHoldUp_isGivenUpAndCounted() {
        long due = (long) hours.until(Duration.ofSeconds(2).toNanos());
        assertThat(arrivals.take(Duration.ofSeconds(2).toNanos())).isZero();
        assertThat(arrivals.take(Duration.ofSeconds(2).toNanos())).isEqualTo(due);
        assertThat(arrivals.givenUp()).isEqualTo(due - 1);
    }

    private double inSecond(int second) {
        return hours.until((second + 1) * 1e9) - hours.until(second * 1e9);
    }
}
