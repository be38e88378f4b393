package io.freshet.console.fleet;

import io.freshet.console.view.NodeMode;
import io.freshet.console.view.NodeView;
import io.freshet.remote.InProcessRoster;
import io.freshet.remote.RemoteException;
import io.freshet.remote.Roster;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/** Telling and hearing: how often, what of outages, and what of reports that are large or strange. */
class FleetTests {

    private final AtomicLong nanos = new AtomicLong(1);
    private final CountedRoster roster = new CountedRoster();
    private final Fleet a = new Fleet(roster, "a", nanos::get, Duration.ofSeconds(15));
    private final Fleet b = new Fleet(roster, "b", nanos::get, Duration.ofSeconds(15));

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void whatOneTells_theOtherHears() {
        a.tell(report(3));
        Heard heard = b.look();
        assertThat(heard.unknown()).isNull();
        HeardNode node = heard.nodes().get(0);
        assertThat(node.instance()).isEqualTo("a");
        assertThat(node.report()).isEqualTo(report(3));
        assertThat(node.isPresent()).isTrue();
    }

    @Test
    void howeverManyLookAndTell_theSharedTierIsAskedOnceASecond() {
        for (int i = 0; i < 100; i++) {
            a.tell(report(1));
            a.look();
        }
        assertThat(roster.entered).hasValue(1);
        assertThat(roster.asked).hasValue(1);
        pass(Duration.ofSeconds(1));
        a.tell(report(1));
        a.look();
        assertThat(roster.entered).hasValue(2);
        assertThat(roster.asked).hasValue(2);
    }

    @Test
    void whoTellsNothingMore_isGoneWhenItsLeaseHasEnded() {
        a.tell(report(1));
        pass(Duration.ofSeconds(14));
        assertThat(b.look().nodes().get(0).isPresent()).isTrue();
        pass(Duration.ofSeconds(1));
        HeardNode gone = b.look().nodes().get(0);
        assertThat(gone.isPresent()).isFalse();
        assertThat(gone.age()).isEqualTo(Duration.ofSeconds(15));
    }

    /** Even if nobody can be asked meanwhile: what was heard last grows older. */
    @Test
    void whileTheSharedTierIsAway_whatWasHeardLastGoesOn_andItIsSaidWhyItIsNotKnown() {
        a.tell(report(1));
        b.look();
        roster.isAway = true;
        pass(Duration.ofSeconds(2));
        assertThat(b.look().unknown())
                .as("one answer that is missing is no outage")
                .isNull();
        pass(Duration.ofSeconds(3));
        Heard heard = b.look();
        assertThat(heard.unknown()).isEqualTo("away");
        assertThat(heard.nodes().get(0).age()).isEqualTo(Duration.ofSeconds(5));
        pass(Duration.ofSeconds(1));
        a.tell(report(1));
        roster.isAway = false;
        pass(Duration.ofSeconds(1));
        a.tell(report(2));
        assertThat(b.look().unknown()).isNull();
        assertThat(b.look().nodes().get(0).report()).isEqualTo(report(2));
    }

    @Test
    void aSharedTierThatHangs_holdsNobodyUpForLong() {
        roster.isHanging = true;
        long began = System.nanoTime();
        assertThat(a.look().unknown()).contains("not answered yet");
        a.leave(report(1));
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
        assertThat(roster.asked).hasValue(1);
    }

    @Test
    void whoTakesItsLeave_isNotThere() {
        a.tell(report(1));
        a.leave(report(1));
        assertThat(b.look().nodes().get(0).isPresent()).isFalse();
    }

    /** As in a deployment that gives all its instances one name. */
    @Test
    void twoOfOneName_hearOfEachOther_forAsLongAsBothTell() {
        Fleet other = new Fleet(roster, "a", nanos::get, Duration.ofSeconds(15));
        a.tell(report(1));
        pass(Duration.ofSeconds(5));
        a.tell(report(2));
        assertThat(a.namesake()).as("it replaces what it told itself").isEmpty();
        Report theirs = startedAt(Instant.EPOCH.plusSeconds(9));
        other.tell(theirs);
        assertThat(other.namesake()).as("it may be its predecessor").isEmpty();
        pass(Duration.ofSeconds(5));
        a.tell(report(3));
        assertThat(a.namesake()).hasValue(new Fleet.Namesake("other:80"));
        pass(Duration.ofSeconds(5));
        other.tell(theirs);
        assertThat(other.namesake()).isPresent();
        pass(Duration.ofSeconds(15));
        assertThat(a.namesake()).as("it has told nothing for a lease").isEmpty();
    }

    @Test
    void whoTookItsLeaveUnderTheName_isNoOther() {
        Fleet other = new Fleet(roster, "a", nanos::get, Duration.ofSeconds(15));
        a.tell(report(1));
        Report theirs = startedAt(Instant.EPOCH.plusSeconds(9));
        other.leave(new Report(
                Report.FORM,
                true,
                theirs.host(),
                null,
                null,
                theirs.startedAt(),
                0,
                theirs.mode(),
                theirs.node(),
                theirs.course(),
                List.of(),
                List.of(),
                List.of(),
                0));
        pass(Duration.ofSeconds(5));
        a.tell(report(1));
        assertThat(a.namesake()).isEmpty();
    }

    private static Report startedAt(Instant instant) {
        Report report = report(1);
        return new Report(
                Report.FORM,
                false,
                "other:80",
                null,
                null,
                instant,
                0,
                report.mode(),
                report.node(),
                report.course(),
                List.of(),
                List.of(),
                List.of(),
                0);
    }

    @Test
    void ofVeryManyCaches_theOnesReadMostAreTold_andHowManyAreNot() {
        a.tell(report(20_000));
        Report told = b.look().nodes().get(0).report();
        assertThat(told).isNotNull();
        assertThat(told.caches()).hasSizeGreaterThan(500);
        assertThat(told.caches().size() + told.cachesLeftOut()).isEqualTo(20_000);
        assertThat(told.caches().get(0).reads()).isEqualTo(19_999);
    }

    @Test
    void aThousandCaches_areAllTold() {
        a.tell(report(1_000));
        Report told = b.look().nodes().get(0).report();
        assertThat(told).isNotNull();
        assertThat(told.caches()).hasSize(1_000);
    }

    @Test
    void whatAnotherVersionTells_isNotReadAsZero() {
        Report other = new Report(
                Report.FORM + 1,
                false,
                null,
                null,
                null,
                Instant.EPOCH,
                0,
                NodeMode.TRUSTED,
                node(),
                new CourseReport(List.of(), List.of(), List.of()),
                List.of(),
                List.of(),
                List.of(),
                0);
        roster.enter("a", ReportText.of(other), Duration.ofSeconds(15));
        HeardNode node = b.look().nodes().get(0);
        assertThat(node.report()).isNull();
        assertThat(node.unread()).contains("another version");
        pass(Duration.ofSeconds(1));
        roster.enter("a", "!", Duration.ofSeconds(15));
        assertThat(b.look().nodes().get(0).unread()).contains("cannot be read");
    }

    private static Report report(int caches) {
        return new Report(
                Report.FORM,
                false,
                "machine:8080",
                null,
                "1.2",
                Instant.parse("2026-01-01T00:00:00Z"),
                7,
                NodeMode.TRUSTED,
                node(),
                new CourseReport(List.of(1L), List.of(2L), List.of(0.5)),
                List.of(),
                List.of(),
                IntStream.range(0, caches)
                        .mapToObj(i -> new CacheReport(
                                "area" + i % 7 + ":cache" + i * 31,
                                false,
                                i / 8.0,
                                i,
                                i / 3,
                                i,
                                i % 100,
                                i,
                                i * 900L,
                                5L,
                                6L,
                                0,
                                0))
                        .toList(),
                0);
    }

    private static NodeView node() {
        return new NodeView(
                "a", "redis", "outbox", "all", true, 900, 1_000, 20, true, false, true, 1L, 2L, 3L, 4, 0, 5, 0, 6,
                null);
    }

    /** A roster that counts, and may be away or hang. */
    private final class CountedRoster implements Roster {

        private final Roster behind = new InProcessRoster(nanos::get);
        private final AtomicInteger entered = new AtomicInteger();
        private final AtomicInteger asked = new AtomicInteger();
        private boolean isAway;
        private boolean isHanging;

        @Override
        public CompletionStage<@Nullable String> enter(String instance, String text, Duration lease) {
            entered.incrementAndGet();
            return isHanging ? new CompletableFuture<>() : isAway ? away() : behind.enter(instance, text, lease);
        }

        @Override
        public CompletionStage<List<Listed>> all() {
            asked.incrementAndGet();
            return isHanging ? new CompletableFuture<>() : isAway ? away() : behind.all();
        }

        private static <T> CompletionStage<T> away() {
            return CompletableFuture.failedFuture(new RemoteException("away"));
        }
    }
}
