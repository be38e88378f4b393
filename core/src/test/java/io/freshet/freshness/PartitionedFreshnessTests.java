package io.freshet.freshness;

import io.freshet.entry.Entry;
import io.freshet.entry.Stamp;
import io.freshet.remote.Sequencer;
import io.freshet.remote.Sequencer.Bump;
import io.freshet.remote.Sequencer.Bumped;
import io.freshet.remote.Sequencer.Poll;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

class PartitionedFreshnessTests {

    private static final long L1 = Sequencer.firstOf(1);
    private static final long OF_0 = 6;
    private static final long OF_1 = 7;

    private long now = TimeUnit.SECONDS.toNanos(100);
    private final Freshness freshness = new Freshness(2, Duration.ofSeconds(1), () -> now);

    private Moment moment() {
        return new Moment(now, TimeUnit.NANOSECONDS.toMillis(now));
    }

    private void poll(int partition, long counter, long top, String snapshot, Bump... bumps) {
        freshness.apply(
                partition,
                moment(),
                new Poll(true, 1, counter, L1, top, List.of(bumps), false, -1, snapshot, top, 0, new long[0]));
    }

    private void certify(int partition) {
        poll(partition, 1, L1, "s1");
        poll(partition, 3, L1, "s3");
    }

    private void pass(int millis) {
        now += TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private Entry entry(long... tags) {
        return new Entry("v", freshness.stamp(), tags, Long.MAX_VALUE, Long.MAX_VALUE);
    }

    @Test
    void anEntry_needsTheLeasesOfItsOwnPartitionsOnly() {
        certify(0);
        assertThat(freshness.isValid(entry(OF_0))).isTrue();
        assertThat(freshness.isValid(entry(OF_1))).isFalse();
        assertThat(freshness.isValid(entry(OF_0, OF_1))).isFalse();
        assertThat(freshness.hasLease()).isFalse();
        assertThat(freshness.hasSharedLease()).isTrue();
        certify(1);
        assertThat(freshness.isValid(entry(OF_0, OF_1))).isTrue();
        assertThat(freshness.hasLease()).isTrue();
    }

    @Test
    void theLeaseOfAll_isTheOneThatEndsFirst() {
        certify(0);
        pass(300);
        certify(1);
        assertThat(freshness.leaseLeft()).isEqualTo(Duration.ofMillis(700));
        pass(700);
        assertThat(freshness.hasLease()).isFalse();
        assertThat(freshness.isValid(entry(OF_1))).isTrue();
        assertThat(freshness.isValid(entry(OF_0))).isFalse();
    }

    @Test
    void aBump_concernsItsOwnPartition() {
        certify(0);
        certify(1);
        Entry zero = entry(OF_0);
        Entry one = entry(OF_1);
        freshness.bumped(1, L1 + 1, new long[] {OF_0, OF_1});
        assertThat(freshness.isValid(zero)).isTrue();
        assertThat(freshness.isValid(one)).isFalse();
        assertThat(freshness.stamp()).isEqualTo(new Stamp(new long[] {L1, L1 + 1}, 0));
    }

    @Test
    void distrustOfOnePartition_leavesTheOther() {
        certify(0);
        certify(1);
        freshness.distrust(1);
        assertThat(freshness.isValid(entry(OF_0))).isTrue();
        assertThat(freshness.isValid(entry(OF_1))).isFalse();
    }

    @Test
    void aDirectLease_coversAllPartitions_andItsNewsInvalidates() {
        certify(0);
        certify(1);
        pass(2_000);
        Entry zero = entry(OF_0);
        freshness.learned(moment(), List.of(new long[] {OF_1}), Duration.ofMillis(200));
        assertThat(freshness.isDirect()).isTrue();
        assertThat(freshness.isValid(zero)).isTrue();
        Entry one = new Entry("v", new Stamp(new long[] {L1, L1}, 0), new long[] {OF_1}, 0, 0);
        assertThat(freshness.isValid(one)).isFalse();
        assertThat(freshness.isValid(entry(OF_1))).as("loaded after the news").isTrue();
        pass(200);
        assertThat(freshness.isDirect()).isFalse();
    }

    @Test
    void directNews_isForgotten_onlyWhenAllPartitionsHaveProvenAsMuch() {
        certify(0);
        certify(1);
        freshness.learned(moment(), List.of(new long[] {OF_0}), Duration.ZERO);
        Entry old = new Entry("v", new Stamp(new long[] {L1, L1}, 0), new long[] {OF_0}, 0, 0);
        pass(10);
        for (int counter = 4; counter < 8; counter++) {
            poll(0, counter, L1, "s");
        }
        assertThat(freshness.isUntouched(old.stamp(), old.tags())).isFalse();
        for (int counter = 4; counter < 8; counter++) {
            poll(1, counter, L1, "s");
        }
        assertThat(freshness.isUntouched(old.stamp(), old.tags())).isTrue();
    }

    @Test
    void aDirectRead_thatBeganBeforeAFailedBump_givesNoLease() {
        certify(0);
        certify(1);
        Moment asked = moment();
        pass(5);
        freshness.distrust(0);
        freshness.learned(asked, List.of(), Duration.ofMillis(200));
        assertThat(freshness.isDirect()).isFalse();
        freshness.learned(moment(), List.of(), Duration.ofMillis(200));
        assertThat(freshness.isDirect()).isTrue();
    }

    @Test
    void snapshots_areThoseOfAllPartitions_andACopyMayBeReadOnlyIfTheyAgree() {
        poll(0, 1, L1, "a");
        assertThat(freshness.snapshots()).isEmpty();
        poll(1, 1, L1 + 4, "b");
        assertThat(freshness.snapshots()).isEqualTo(Set.of("a", "b"));
        assertThat(freshness.shownSnapshot()).isNull();
        poll(0, 2, L1, "b");
        assertThat(freshness.shownSnapshot())
                .isEqualTo(new Freshness.ShownSnapshot("b", new Stamp(new long[] {L1, L1 + 4}, 0)));
    }

    @Test
    void aToken_isKnown_whereEveryPartitionKnowsAsMuch() {
        certify(0);
        certify(1);
        SessionToken before = freshness.token();
        assertThat(freshness.knows(before)).isTrue();
        freshness.bumped(1, L1 + 2, new long[] {OF_1});
        SessionToken after = freshness.token();
        assertThat(freshness.knows(after)).as("heard of, with a gap before it").isFalse();
        poll(1, 4, L1 + 2, "s", new Bump(9, L1 + 1), new Bump(OF_1, L1 + 2));
        assertThat(freshness.knows(after)).isTrue();
        assertThat(freshness.knows(new SessionToken(new long[] {L1}, true))).isFalse();
    }

    @Test
    void aTokenOfAFailedWrite_isKnownNowhere() {
        certify(0);
        certify(1);
        freshness.distrust(0);
        assertThat(freshness.token().isSettled()).isFalse();
        assertThat(freshness.knows(freshness.token())).isFalse();
    }

    @Test
    void aBumpThatHadBeenMade_invalidates_butItsAnswerSaysNothingOfOthers() {
        certify(0);
        Entry zero = entry(OF_0);
        freshness.made(0, new Bumped(L1 + 1, 1, false), new long[] {OF_0});
        assertThat(freshness.seq(0)).isEqualTo(L1);
        assertThat(freshness.isValid(zero)).isFalse();
        freshness.made(0, new Bumped(L1 + 1, 1, true), new long[] {OF_0});
        assertThat(freshness.seq(0)).isEqualTo(L1 + 1);
    }

    @Test
    void whoHasHeardOfANewerLineage_ignoresTheOlder_andTellsTheRelay() {
        certify(0);
        freshness.bumped(0, Sequencer.firstOf(3) + 1, new long[] {OF_0});
        assertThat(freshness.lineage(0)).isEqualTo(3);
        pass(1_500);
        certify(0);
        assertThat(freshness.isValid(entry(OF_0))).isFalse();
    }
}
