package io.freshet.invalidate;

import io.freshet.change.ChangeSet;
import io.freshet.change.DirectReads;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

class DirectReadersTests {

    private static final Duration LEASE = Duration.ofMillis(220);

    private long now = TimeUnit.SECONDS.toNanos(5);
    private final DirectReaders readers = new DirectReaders(Duration.ofMillis(200), () -> now);

    private Duration leasesAfter(long count) {
        return readers.leasesAfter(ChangeSet.of(List.of("t"), "").withDirectReads(new DirectReads(count, now)));
    }

    @Test
    void withoutACount_nobodyCanBeReadingDirectly() {
        assertThat(readers.leasesAfter(ChangeSet.of(List.of("t"), ""))).isZero();
    }

    @Test
    void atFirst_andWhileTheCountMoves_writersWait_aLittleLongerThanALease() {
        assertThat(leasesAfter(4)).isEqualTo(LEASE);
        now += TimeUnit.SECONDS.toNanos(10);
        assertThat(leasesAfter(5)).isEqualTo(LEASE);
    }

    @Test
    void onceTheCountHasStoodStillForALease_theyDoNot() {
        leasesAfter(4);
        now += LEASE.toNanos() - 1;
        assertThat(leasesAfter(4)).isEqualTo(LEASE);
        now += 1;
        assertThat(leasesAfter(4)).isZero();
        assertThat(leasesAfter(5)).isEqualTo(LEASE);
    }

    @Test
    void silence_beginsWhenTheCountWasFirstHeard_andAnewWhenItMoves() {
        long[] count = {1};
        Silence silence = new Silence(() -> count[0], () -> now);
        long first = now;
        assertThat(silence.since()).isEqualTo(first);
        now += 1_000;
        assertThat(silence.since()).isEqualTo(first);
        count[0]++;
        assertThat(silence.since()).isEqualTo(now);
    }
}
