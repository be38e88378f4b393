package io.freshet.spring.observe;

import io.freshet.change.ChangeSet;
import io.freshet.event.CacheEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import java.time.Duration;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class EventLogTests {

    private final EventLog log = new EventLog();

    @Test
    void directMode_isToldOnceAnOutage_andItsEndToo(CapturedOutput output) {
        log.onEvent(new CacheEvent.DirectBegan());
        log.onEvent(new CacheEvent.DirectEnded("connection refused"));
        log.onEvent(new CacheEvent.DirectBegan());
        assertThat(output).containsOnlyOnce("this instance asks the outbox itself");
        assertThat(output).contains("The outbox cannot be asked either: connection refused");
        log.onEvent(new CacheEvent.DirectEnded(""));
        assertThat(output).containsOnlyOnce("the outbox is no longer asked directly");
        log.onEvent(new CacheEvent.DirectBegan());
        assertThat(output.toString().split("this instance asks the outbox itself", -1))
                .hasSize(3);
    }

    @Test
    void invalidationThatWaits_isAWarning_butNotWhileTheInstanceStarts(CapturedOutput output) {
        CacheEvent late =
                new CacheEvent.InvalidationDelayed(ChangeSet.of(List.of("table/bill"), "a test"), "uncertified", true);
        log.onEvent(late);
        assertThat(output).contains("An invalidation waits in the outbox").doesNotContain("WARN");
        EventLog trusting = new EventLog();
        trusting.onEvent(new CacheEvent.LeaseGained());
        trusting.onEvent(late);
        assertThat(output).contains("WARN");
    }

    @Test
    void invalidationThatWasAnsweredLate_isNotOneThatWasEffectiveAtOnce(CapturedOutput output) {
        ChangeSet change = ChangeSet.of(List.of("table/bill"), "a test");
        log.onEvent(new CacheEvent.LeaseGained());
        for (int i = 0; i < 3; i++) {
            log.onEvent(new CacheEvent.InvalidationDelayed(change, "no answer", true));
            log.onEvent(new CacheEvent.InvalidatedLate(change, 7, Duration.ofMillis(70)));
        }
        assertThat(output).containsOnlyOnce("An invalidation waits").doesNotContain("effective at once again");
        log.onEvent(new CacheEvent.Invalidated(change, 8, Duration.ofMillis(1), Duration.ofMillis(2)));
        assertThat(output).contains("effective at once again; 3 had to wait");
    }

    @Test
    void staleAnswer_isAWarning_withCacheKeyAgeAndCause(CapturedOutput output) {
        log.onEvent(new CacheEvent.StaleServed(
                "bill:total", "7/bill:total:5", Duration.ofMillis(1_200), "a dependency is not declared"));
        assertThat(output)
                .contains("WARN")
                .contains(
                        "A stale answer was served: cache 'bill:total', key 7/bill:total:5, wrong for 1200 ms at least."
                                + " Likely cause: a dependency is not declared");
    }
}
