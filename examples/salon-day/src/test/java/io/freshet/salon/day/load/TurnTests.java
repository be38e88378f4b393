package io.freshet.salon.day.load;

import io.freshet.salon.day.load.Caller.Outcome;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TurnTests {
    private final Turn turn = new Turn();

    @Test
    void onlyOneHasTheTurn() {
        assertThat(turn.take()).isTrue();
        assertThat(turn.take()).isFalse();
        turn.release(Outcome.DONE);
        assertThat(turn.take()).isTrue();
    }

    @Test
    void unknownOutcome_letsTheRowRest() {
        assertThat(turn.take()).isTrue();
        turn.release(Outcome.UNKNOWN);
        assertThat(turn.take()).isFalse();
    }

    @Test
    void valuesGrowOverUnacknowledgedOnes() {
        assertThat(turn.next(10)).isEqualTo(11);
        assertThat(turn.next(10)).isEqualTo(12);
        assertThat(turn.next(20)).isEqualTo(21);
    }
}
