package io.freshet.console.watch;

import io.freshet.change.ChangeSet;
import io.freshet.event.CacheEvent;
import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class ChronicleTests {

    private final Chronicle chronicle = new Chronicle(Clock.systemUTC(), () -> "PUT /prices");

    @Test
    void whatComesAfterANumber_isTold_theOldestFirst() {
        write("one");
        write("two");
        write("three");
        assertThat(chronicle.invalidationsAfter(1)).extracting(Happening::id).containsExactly(2L, 3L);
        assertThat(chronicle.invalidationsAfter(3)).isEmpty();
        assertThat(chronicle.invalidationsAfter(0))
                .extracting(Happening::writer)
                .containsOnly("PUT /prices");
    }

    @Test
    void whatTheRelayMade_hasNoWriter() {
        chronicle.onEvent(new CacheEvent.Relayed(ChangeSet.of(List.of("table/a"), "transaction 5"), 1));
        assertThat(chronicle.invalidationsAfter(0))
                .extracting(Happening::writer)
                .containsOnlyNulls();
    }

    @Test
    void howeverMuchIsPrevented_invalidationsAndNoticesAreRemembered() {
        write("one");
        chronicle.onEvent(new CacheEvent.LeaseGained());
        for (int i = 0; i < 3 * Chronicle.KEPT; i++) {
            chronicle.onEvent(new CacheEvent.StalePrevented("a", "a:1", Map.of()));
        }
        assertThat(chronicle.invalidationsAfter(0)).hasSize(1);
        assertThat(chronicle.noticesAfter(0)).hasSize(1);
        assertThat(chronicle.preventedAfter(0)).hasSize(Chronicle.KEPT);
    }

    @Test
    void whoeverAsksTooLate_isToldThatSomethingIsForgotten() {
        for (int i = 0; i < Chronicle.KEPT; i++) {
            write("write " + i);
        }
        assertThat(chronicle.hasForgotten(0)).isFalse();
        write("one more");
        assertThat(chronicle.hasForgotten(0)).isTrue();
        assertThat(chronicle.hasForgotten(1)).isFalse();
        assertThat(chronicle.invalidationsAfter(0)).hasSize(Chronicle.KEPT);
    }

    private void write(String cause) {
        chronicle.onEvent(new CacheEvent.Invalidated(
                ChangeSet.of(List.of("table/a"), cause), 1, Duration.ofMillis(1), Duration.ofMillis(2)));
    }
}
