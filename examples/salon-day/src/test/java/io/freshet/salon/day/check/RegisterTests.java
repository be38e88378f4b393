package io.freshet.salon.day.check;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RegisterTests {

    @Test
    void nothingWritten_isFresh() {
        assertThat(Register.startingAt(5).staleness(5, 100)).isZero();
    }

    @Test
    void writeAcknowledgedBeforeTheRead_isMissed() {
        Register register = Register.startingAt(5);
        register.acknowledge(6, 100);
        assertThat(register.staleness(5, 130)).isEqualTo(30);
    }

    @Test
    void writeAcknowledgedAfterTheReadBegan_isNotMissed() {
        Register register = Register.startingAt(5);
        register.acknowledge(6, 100);
        assertThat(register.staleness(5, 90)).isZero();
    }

    @Test
    void severalWritesMissed_theEarliestCounts() {
        Register register = Register.startingAt(0);
        for (int i = 1; i <= 100; i++) {
            register.acknowledgeMore(1, 1_000 + i);
        }
        assertThat(register.acknowledged()).isEqualTo(100);
        assertThat(register.staleness(40, 2_000)).isEqualTo(2_000 - 1_041);
        assertThat(register.staleness(100, 2_000)).isZero();
    }

    @Test
    void valueBetweenTwoAcknowledgements_missesTheUpperOne() {
        Register register = Register.startingAt(0);
        register.acknowledge(10, 100);
        register.acknowledge(20, 200);
        assertThat(register.staleness(15, 250)).isEqualTo(50);
    }

    @Test
    void unacknowledgedWriteShows_isFresh() {
        Register register = Register.startingAt(0);
        register.acknowledge(10, 100);
        assertThat(register.staleness(11, 250)).isZero();
    }

    @Test
    void acknowledgementsInAnotherOrderThanTheirTimes_neverMakeAReadLookOlder() {
        Register register = Register.startingAt(0);
        register.acknowledgeMore(1, 200);
        register.acknowledgeMore(1, 100);
        assertThat(register.staleness(1, 150)).isZero();
    }
}
