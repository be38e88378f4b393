package io.freshet.console.watch;

import io.freshet.change.ChangeSet;
import io.freshet.change.TransactionId;
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
    void whatTheRelayMadeSooner_orLater_isByTheWriterOfItsTransaction() {
        chronicle.onEvent(new CacheEvent.Relayed(transaction(7), 1));
        chronicle.onEvent(made(transaction(7), 0));
        chronicle.onEvent(new CacheEvent.InvalidationDelayed(transaction(8), "late", true));
        chronicle.onEvent(new CacheEvent.Relayed(transaction(8), 2));
        chronicle.onEvent(new CacheEvent.Relayed(transaction(9), 3));
        assertThat(chronicle.invalidationsAfter(0))
                .extracting(Happening::writer)
                .containsExactly("PUT /prices", "PUT /prices", "PUT /prices", "PUT /prices", null);
        assertThat(chronicle.invalidationsAfter(0)).extracting(Happening::id).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void whatAnotherThreadTellsLate_isByTheWriter() {
        chronicle.onEvent(new CacheEvent.InvalidationDelayed(transaction(8), "no answer", true));
        chronicle.onEvent(new CacheEvent.InvalidatedLate(transaction(8), 4, Duration.ofMillis(70)));
        assertThat(chronicle.invalidationsAfter(0))
                .extracting(Happening::writer)
                .containsExactly("PUT /prices", "PUT /prices");
    }

    @Test
    void transactions_areForgotten_withTheirInvalidations() {
        chronicle.onEvent(new CacheEvent.InvalidationDelayed(transaction(8), "no answer", true));
        for (int i = 0; i < 3 * Chronicle.KEPT; i++) {
            chronicle.onEvent(made(transaction(100 + i), 4));
        }
        chronicle.onEvent(new CacheEvent.Relayed(transaction(8), 2));
        assertThat(chronicle.invalidationsAfter(0)).hasSize(Chronicle.KEPT);
        assertThat(chronicle.invalidationsAfter(chronicle.last() - 1).get(0).writer())
                .isNull();
    }

    private static ChangeSet transaction(long id) {
        return ChangeSet.of(new TransactionId(id, 1), List.of("table/a"), "transaction " + id);
    }

    private static CacheEvent made(ChangeSet change, long seq) {
        return new CacheEvent.Invalidated(change, seq, Duration.ofMillis(1), Duration.ofMillis(2));
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

    @Test
    void anId_isOfOneRun() {
        write("one");
        write("two");
        assertThat(chronicle.numberIn(chronicle.run() + "-2")).isEqualTo(2);
        assertThat(chronicle.numberIn("1-2")).as("of another run").isZero();
        assertThat(chronicle.numberIn(chronicle.run() + "-3")).as("not yet").isZero();
        for (String other : List.of("", "2", "x", chronicle.run(), chronicle.run() + "-", chronicle.run() + "-x")) {
            assertThat(chronicle.numberIn(other)).as(other).isZero();
        }
        assertThat(chronicle.known(2)).isEqualTo(2);
        assertThat(chronicle.known(3)).isZero();
    }

    private void write(String cause) {
        chronicle.onEvent(new CacheEvent.Invalidated(
                ChangeSet.of(List.of("table/a"), cause), 1, Duration.ofMillis(1), Duration.ofMillis(2)));
    }
}
