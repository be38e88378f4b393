package io.freshet.remote;

import io.freshet.remote.Roster.Listed;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import static org.assertj.core.api.Assertions.assertThat;

class InProcessRosterTests {

    private final AtomicLong nanos = new AtomicLong();
    private final InProcessRoster roster = new InProcessRoster(nanos::get);

    @Test
    void whoseLeaseEndedLongAgo_isNoLongerListed() {
        roster.enter("a", "text", Duration.ofSeconds(15));
        nanos.addAndGet(Duration.ofSeconds(15).plus(Roster.KEPT).toNanos());
        assertThat(all()).extracting(Listed::instance).containsExactly("a");
        nanos.addAndGet(1);
        assertThat(all()).isEmpty();
    }

    @Test
    void aLeaseThatEndsNow_hasEnded() {
        roster.enter("a", "text", Duration.ofSeconds(15));
        nanos.addAndGet(Duration.ofSeconds(15).toNanos() - 1);
        assertThat(all().get(0).isPresent()).isTrue();
        nanos.addAndGet(1);
        assertThat(all().get(0).isPresent()).isFalse();
    }

    private List<Listed> all() {
        return roster.all().toCompletableFuture().join();
    }
}
