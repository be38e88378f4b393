package io.freshet.salon.barber;

import io.freshet.salon.barber.BarberTimes.Span;
import org.junit.jupiter.api.Test;

import java.time.LocalTime;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** What is left of a day between what is taken. */
class FreeTimeTests {

    private static final int NINE = 540;
    private static final int TEN = 600;
    private static final int NOON = 720;

    @Test
    void nothingTaken_leavesTheWholeDay() {
        assertThat(FreeTime.between(NINE, NOON, List.of())).containsExactly(free(9, 12));
    }

    @Test
    void whatIsTaken_splitsTheDay_inWhateverOrder() {
        var taken = List.of(new Span(660, 30), new Span(TEN, 30));

        assertThat(FreeTime.between(NINE, NOON, taken))
                .containsExactly(
                        free(9, 10),
                        new FreeTime(LocalTime.of(10, 30), LocalTime.of(11, 0)),
                        new FreeTime(LocalTime.of(11, 30), LocalTime.of(12, 0)));
    }

    @Test
    void whatOverlaps_countsOnce() {
        var taken = List.of(new Span(TEN, 60), new Span(610, 10), new Span(630, 60));

        assertThat(FreeTime.between(NINE, NOON, taken))
                .containsExactly(free(9, 10), new FreeTime(LocalTime.of(11, 30), LocalTime.of(12, 0)));
    }

    @Test
    void whatLiesOutside_takesOnlyWhatReachesIn() {
        var taken = List.of(new Span(480, 120), new Span(1000, 60));

        assertThat(FreeTime.between(NINE, NOON, taken)).containsExactly(free(10, 12));
    }

    @Test
    void aDayThatIsFull_hasNoFreeTime() {
        assertThat(FreeTime.between(NINE, NOON, List.of(new Span(NINE, NOON - NINE))))
                .isEmpty();
    }

    private static FreeTime free(int fromHour, int toHour) {
        return new FreeTime(LocalTime.of(fromHour, 0), LocalTime.of(toHour, 0));
    }
}
