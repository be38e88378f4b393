package io.freshet.bench.visibility;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SightingsTests {
    @Test
    void of_versionThatWasSkipped_wasSeenWithTheNext() {
        long[] written = {1, 100, 110, 2, 200, 210, 3, 300, 310};
        long[] seen = {0, 50, 1, 105, 3, 330};
        Sightings sightings = Sightings.of(written, seen, 9_000);
        assertThat(sightings.afterCommit()).containsExactly(5, 30, 130);
        assertThat(sightings.afterReturn()).containsExactly(0, 20, 120);
        assertThat(sightings.returnAfterCommit()).containsExactly(10, 10, 10);
    }

    @Test
    void of_versionThatWasNeverSeen_lastsUntilTheEndOfTheWatch() {
        assertThat(Sightings.of(new long[] {1, 100, 110}, new long[] {0, 50}, 9_000)
                        .afterCommit())
                .containsExactly(8_900);
    }
}
