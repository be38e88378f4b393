package io.freshet.testkit.contract;

import io.freshet.change.TransactionId;
import io.freshet.remote.Sequencer;
import io.freshet.remote.Sequencer.Bump;
import io.freshet.remote.Sequencer.Bumped;
import io.freshet.remote.Sequencer.Certificate;
import io.freshet.remote.Sequencer.Head;
import io.freshet.remote.Sequencer.Poll;
import io.freshet.remote.Sequencer.PollRequest;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import static io.freshet.remote.Sequencer.firstOf;
import static io.freshet.testkit.contract.Answers.now;
import static org.assertj.core.api.Assertions.assertThat;

/** The rules of {@link Sequencer#poll}: whoever has applied its answers, in order, knows the last bump of every tag. */
public interface PollContract extends Rules {

    /** More tags than a page of 5,000, in bumps that do not fill pages evenly. */
    int BUMPS = 8;

    /** The number of an instance that has just begun. */
    long NOTHING = -1;

    /** Tags of each. */
    int TAGS_OF_A_BUMP = 700;

    @Test
    default void aPollOfAServerWithoutASequenceIsNotCertified() {
        Poll poll = fleet().instance("a").poll(0);

        assertThat(poll.certified()).isFalse();
        assertThat(poll.bumps()).isEmpty();
    }

    @Test
    default void aPollBetweenRecoveryAndCertificateIsNotCertified() {
        Instance a = fleet().started("a");
        a.recover(2, true);
        a.relay(a.head(), "x");

        assertThat(a.poll(0).certified()).isFalse();
    }

    @Test
    default void aPollTellsLineageCounterFloorAndTop() {
        Instance a = fleet().instance("a");
        a.start(3);
        a.certify(a.head(), "s");
        long top = a.bump("x").seq();

        Poll poll = fleet().instance("b").poll(0);

        assertThat(poll.certified()).isTrue();
        assertThat(poll.lineage()).isEqualTo(3);
        assertThat(poll.counter()).isEqualTo(2).isEqualTo(a.head().counter());
        assertThat(poll.floor()).isEqualTo(firstOf(3));
        assertThat(poll.top()).isEqualTo(top);
    }

    @Test
    default void aPollTellsAllBumpsAboveTheNumberAndNoOthers() {
        Instance a = fleet().started("a");
        a.bump("w");
        long since = a.bump("x").seq();
        long third = a.bump("y", "z").seq();

        Poll poll = a.poll(since);

        assertThat(poll.bumps()).containsExactlyInAnyOrder(a.raised("y", third), a.raised("z", third));
        assertThat(poll.more()).isFalse();
        assertThat(a.poll(poll.top()).bumps()).isEmpty();
    }

    @Test
    default void aPollTellsBumpsInTheOrderOfTheirNumbers() {
        Instance a = fleet().started("a");
        for (int i = 0; i < 40; i++) {
            a.bump("t" + i, "u" + i);
        }

        assertThat(a.poll(0).bumps()).hasSize(80).extracting(Bump::seq).isSorted();
    }

    @Test
    default void aPollTellsOnlyTheLastBumpOfATag() {
        Instance a = fleet().started("a");
        long since = a.bump("x").seq();
        a.bump("x");
        long last = a.bump("x").seq();

        assertThat(a.poll(since).bumps()).containsExactly(a.raised("x", last));
    }

    @Test
    default void aPollOfAnInstanceThatKnowsNothingTellsEveryBump() {
        Instance a = fleet().started("a");
        long x = a.bump("x").seq();
        long y = a.bump("y").seq();

        Poll poll = a.poll(NOTHING);

        assertThat(poll.certified()).isTrue();
        assertThat(poll.bumps()).containsExactly(a.raised("x", x), a.raised("y", y));
    }

    @Test
    default void aPollTellsEveryBumpUpToTheTopThatItTells() {
        Instance a = fleet().started("a");
        Instance b = fleet().instance("b");
        List<CompletionStage<Bumped>> sent = new ArrayList<>();
        Set<Long> told = new HashSet<>();
        long known = firstOf(1);

        for (int i = 0; i < 200; i++) {
            sent.add(a.sequencer().bump(a.change(TransactionId.none(), "t" + i), Instance.NO_AGE));
            Poll poll = b.poll(known);
            poll.bumps().forEach(bump -> told.add(bump.seq()));
            known = poll.top();
            assertThat(told).as("bumps up to the top of the poll").hasSize((int) (known - firstOf(1)));
        }

        sent.forEach(Answers::now);
    }

    @Test
    default void pagesTogetherTellEveryBump() {
        Instance a = fleet().started("a");
        Map<Long, Long> expected = bumpMany(a);

        List<Poll> pages = a.pages(0);
        List<Bump> found = new ArrayList<>();
        pages.forEach(page -> found.addAll(page.bumps()));

        Map<Long, Long> told = new HashMap<>();
        found.forEach(bump -> told.put(bump.tag(), bump.seq()));
        assertThat(told).isEqualTo(expected);
        assertThat(found).hasSameSizeAs(expected.keySet()).extracting(Bump::seq).isSorted();
    }

    @Test
    default void aPageHoldsAllTagsOfANumberOrNone() {
        Instance a = fleet().started("a");
        bumpMany(a);

        for (Poll page : a.pages(0)) {
            Map<Long, Integer> tagsOfNumber = new HashMap<>();
            page.bumps().forEach(bump -> tagsOfNumber.merge(bump.seq(), 1, Integer::sum));
            assertThat(tagsOfNumber.values()).containsOnly(TAGS_OF_A_BUMP);
        }
    }

    @Test
    default void onlyTheLastPageSaysThatThereIsNoMore() {
        Instance a = fleet().started("a");
        bumpMany(a);

        List<Poll> pages = a.pages(0);

        Poll last = pages.get(pages.size() - 1);
        assertThat(last.more()).isFalse();
        assertThat(last.bumps().get(last.bumps().size() - 1).seq()).isEqualTo(last.top());
        assertThat(pages.subList(0, pages.size() - 1)).allMatch(Poll::more);
    }

    private static Map<Long, Long> bumpMany(Instance a) {
        Map<Long, Long> expected = new HashMap<>();
        for (int i = 0; i < BUMPS; i++) {
            String[] tags = Instance.many(i + "/", TAGS_OF_A_BUMP);
            long seq = a.bump(tags).seq();
            for (long hash : a.hashes(tags)) {
                expected.put(hash, seq);
            }
        }
        return expected;
    }

    @Test
    default void aPollTellsTheCertifiedSnapshotAndTheNumberKnownBeforeIt() {
        Instance a = fleet().started("a");
        long known = a.bump("x").seq();
        Head seen = a.head();
        long later = a.bump("y").seq();

        a.certify(new Certificate(seen.counter(), seen.serverId(), seen.lineage(), seen.top(), "741:745:742", 0));

        Poll poll = fleet().instance("b").poll(0);
        assertThat(poll.snapshot()).isEqualTo("741:745:742");
        assertThat(poll.snapshotSeq()).isEqualTo(known);
        assertThat(poll.top()).isEqualTo(later);
    }

    @Test
    default void theServersClockCountsMicroseconds() {
        Instance a = fleet().started("a");
        long began = fleet().server().nanos();
        long first = a.poll(0).serverMicros();
        long firstAnswered = fleet().server().nanos();

        fleet().passedSince(firstAnswered, Duration.ofMillis(50));

        long secondAsked = fleet().server().nanos();
        long second = a.poll(0).serverMicros();
        long ended = fleet().server().nanos();
        assertThat(second - first)
                .isBetween(
                        TimeUnit.NANOSECONDS.toMicros((secondAsked - firstAnswered) * 9 / 10),
                        TimeUnit.NANOSECONDS.toMicros((ended - began) * 11 / 10) + 1);
    }

    @Test
    default void theFleetsNumberIsOnlyToldToWhoAsks() {
        Instance a = fleet().started("a");
        fleet().eventually(
                        "the others to be known", () -> a.poll(a.head().top()).fleet() >= 0);

        Poll poll = now(a.sequencer().poll(new PollRequest("a", a.head().top(), Instance.SHORT_LEASE, false)));

        assertThat(poll.fleet()).isEqualTo(-1);
    }
}
