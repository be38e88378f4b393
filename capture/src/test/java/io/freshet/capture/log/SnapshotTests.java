package io.freshet.capture.log;

import org.junit.jupiter.api.Test;

import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

class SnapshotTests {

    @Test
    void shows_whatHasEnded() {
        Snapshot snapshot = Snapshot.of("100:110:100,105");
        assertThat(snapshot.shows(99)).isTrue();
        assertThat(snapshot.shows(100)).isFalse();
        assertThat(snapshot.shows(104)).isTrue();
        assertThat(snapshot.shows(105)).isFalse();
        assertThat(snapshot.shows(109)).isTrue();
        assertThat(snapshot.shows(110)).isFalse();
        assertThat(Snapshot.of("7:7:").shows(6)).isTrue();
    }

    @Test
    void whole_findsTheUpperHalf_onBothSidesOfARound() {
        long round = 1L << 32;
        Snapshot after = new Snapshot(3 * round + 5, 3 * round + 10, Set.of());
        assertThat(after.whole(7)).isEqualTo(3 * round + 7);
        assertThat(after.whole((int) (round - 2))).isEqualTo(3 * round - 2);
        Snapshot before = new Snapshot(3 * round - 5, 3 * round - 1, Set.of());
        assertThat(before.whole(4)).isEqualTo(3 * round + 4);
        assertThat(before.whole((int) (round - 3))).isEqualTo(3 * round - 3);
    }
}
