package io.freshet.freshness;

import io.freshet.entry.Entry;
import io.freshet.entry.Stamp;
import io.freshet.remote.Sequencer;
import io.freshet.remote.Sequencer.Bump;
import io.freshet.remote.Sequencer.Poll;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

class FreshnessTests {

    private static final long L1 = Sequencer.firstOf(1);
    private static final long L2 = Sequencer.firstOf(2);

    private long now = TimeUnit.SECONDS.toNanos(100);
    private final Freshness freshness = new Freshness(Duration.ofSeconds(1), () -> now);

    private Moment moment() {
        return new Moment(now, TimeUnit.NANOSECONDS.toMillis(now));
    }

    private static Poll poll(long lineage, long counter, long floor, long top, Bump... bumps) {
        return new Poll(
                true,
                lineage,
                counter,
                floor,
                top,
                List.of(bumps),
                false,
                -1,
                "s" + counter,
                floor,
                0,
                lineage == 2 ? new long[] {1} : new long[0]);
    }

    private void certifiedUpTo(long counter, long top, Bump... bumps) {
        freshness.apply(0, moment(), poll(1, counter, L1, top, bumps));
    }

    private void withLease() {
        certifiedUpTo(1, L1);
        certifiedUpTo(3, L1);
        assertThat(freshness.hasLease()).isTrue();
    }

    private Entry entry(long... tags) {
        return new Entry("v", freshness.stamp(), tags, Long.MAX_VALUE, Long.MAX_VALUE);
    }

    @Test
    void atFirst_nothingIsValid() {
        assertThat(freshness.hasLease()).isFalse();
        assertThat(freshness.stamp()).isEqualTo(Stamp.none(1));
        assertThat(freshness.isUntouched(Stamp.none(1), new long[] {5})).isFalse();
    }

    @Test
    void oneCertificateMore_isNoProof_twoAre() {
        certifiedUpTo(1, L1);
        certifiedUpTo(2, L1);
        assertThat(freshness.hasLease()).isFalse();
        certifiedUpTo(3, L1);
        assertThat(freshness.hasLease()).isTrue();
    }

    @Test
    void theLease_runsFromThePollThatTheCertificateProves_notFromNow() {
        certifiedUpTo(1, L1);
        now += TimeUnit.MILLISECONDS.toNanos(400);
        certifiedUpTo(3, L1);
        assertThat(freshness.leaseLeft()).isEqualTo(Duration.ofMillis(600));
        now += TimeUnit.MILLISECONDS.toNanos(599);
        assertThat(freshness.hasLease()).isTrue();
        now += TimeUnit.MILLISECONDS.toNanos(1);
        assertThat(freshness.hasLease()).isFalse();
    }

    @Test
    void anEntry_isValid_untilATagOfItIsRaised() {
        withLease();
        Entry entry = entry(5, 6);
        assertThat(freshness.isValid(entry)).isTrue();
        freshness.bumped(0, L1 + 1, new long[] {7});
        assertThat(freshness.isValid(entry)).isTrue();
        freshness.bumped(0, L1 + 2, new long[] {6});
        assertThat(freshness.isValid(entry)).isFalse();
        assertThat(freshness.isValid(entry(6))).isTrue();
    }

    @Test
    void aBumpThatComesOutOfOrder_invalidates_butDoesNotMoveTheStamp() {
        withLease();
        Entry entry = entry(5);
        assertThat(freshness.bumped(0, L1 + 2, new long[] {5})).isFalse();
        assertThat(freshness.isValid(entry)).isFalse();
        assertThat(freshness.seq(0)).isEqualTo(L1);
        assertThat(freshness.isValid(entry(5)))
                .as("loaded before the gap is closed")
                .isFalse();
        certifiedUpTo(4, L1 + 2, new Bump(9, L1 + 1), new Bump(5, L1 + 2));
        assertThat(freshness.isValid(entry(5))).isTrue();
    }

    @Test
    void withoutALease_nothingIsValid_butWhatIsUntouchedIsKnown() {
        withLease();
        Entry entry = entry(5);
        now += TimeUnit.SECONDS.toNanos(2);
        assertThat(freshness.isValid(entry)).isFalse();
        assertThat(freshness.isUntouched(entry.stamp(), entry.tags())).isTrue();
    }

    @Test
    void aNewLineage_withAFloor_invalidatesEverythingBefore() {
        withLease();
        Entry entry = entry(5);
        freshness.apply(0, moment(), poll(2, 1, L2, L2));
        freshness.apply(0, moment(), poll(2, 3, L2, L2));
        assertThat(freshness.hasLease()).isTrue();
        assertThat(freshness.isValid(entry)).isFalse();
    }

    @Test
    void aNewLineage_thatReplays_keepsWhatWasNotTouched() {
        withLease();
        Entry touched = entry(5);
        Entry untouched = entry(6);
        freshness.apply(0, moment(), poll(2, 4, L1, L2 + 1, new Bump(5, L2 + 1)));
        freshness.apply(0, moment(), poll(2, 6, L1, L2 + 1));
        assertThat(freshness.isValid(touched)).isFalse();
        assertThat(freshness.isValid(untouched)).isTrue();
    }

    @Test
    void aNewLineage_startsItsCountersAnew() {
        withLease();
        now += TimeUnit.MILLISECONDS.toNanos(900);
        freshness.apply(0, moment(), poll(2, 9, L1, L2));
        assertThat(freshness.leaseLeft())
                .as(
                        "nothing of the new lineage is proven yet, and the older one may have been numbered by another server")
                .isZero();
        freshness.apply(0, moment(), poll(2, 11, L1, L2));
        assertThat(freshness.hasLease()).isTrue();
    }

    @Test
    void anOlderLineage_orAnUncertifiedAnswer_isIgnored() {
        freshness.apply(0, moment(), poll(2, 1, L2, L2));
        assertThat(freshness.apply(0, moment(), poll(1, 9, L1, L1))).isEqualTo(Freshness.Applied.IGNORED);
        Poll uncertified = new Poll(false, 2, 9, L2, L2 + 5, List.of(), false, -1, "", 0, 0, new long[0]);
        assertThat(freshness.apply(0, moment(), uncertified)).isEqualTo(Freshness.Applied.IGNORED);
        assertThat(freshness.seq(0)).isEqualTo(L2);
    }

    @Test
    void anEntryOfALineageThatIsNotKnownYet_isNotValid() {
        withLease();
        assertThat(freshness.isUntouched(new Stamp(new long[] {L2 + 1}, 0), new long[] {5}))
                .isFalse();
    }

    @Test
    void aPageOfMany_movesTheStampOnly_untilTheLastHasCome() {
        certifiedUpTo(1, L1);
        Poll page = new Poll(true, 1, 3, L1, L1 + 9, List.of(new Bump(5, L1 + 4)), true, -1, "", 0, 0, new long[0]);
        assertThat(freshness.apply(0, moment(), page)).isEqualTo(Freshness.Applied.PARTLY);
        assertThat(freshness.seq(0)).isEqualTo(L1 + 4);
        assertThat(freshness.hasLease()).isFalse();
    }

    @Test
    void distrust_lastsUntilALaterInstantIsProven() {
        withLease();
        now += 1_000;
        freshness.distrust(0);
        assertThat(freshness.hasLease()).isFalse();
        now += 1_000;
        certifiedUpTo(4, L1);
        certifiedUpTo(5, L1);
        assertThat(freshness.hasLease())
                .as("proven only as of before the distrust")
                .isFalse();
        certifiedUpTo(6, L1);
        assertThat(freshness.hasLease()).isTrue();
    }

    @Test
    void suspension_lastsUntilItIsResolved() {
        withLease();
        freshness.suspend(0);
        for (int counter = 4; counter < 10; counter++) {
            now += 1_000;
            certifiedUpTo(counter, L1);
        }
        assertThat(freshness.hasLease()).isFalse();
        freshness.resolve(0);
        for (int counter = 10; counter < 13; counter++) {
            now += 1_000;
            certifiedUpTo(counter, L1);
        }
        assertThat(freshness.hasLease()).isTrue();
    }
}
