package io.freshet.redis;

import io.freshet.change.TransactionId;
import io.freshet.remote.RemoteException;
import io.freshet.remote.Sequencer;
import io.freshet.remote.Sequencer.Bump;
import io.freshet.remote.Sequencer.Certificate;
import io.freshet.remote.Sequencer.Head;
import io.freshet.remote.Sequencer.Nudge;
import io.freshet.remote.Sequencer.Poll;
import io.freshet.remote.UncertifiedException;
import io.freshet.tag.Tag;
import io.freshet.testkit.server.RealRedis;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.TimeoutOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import static io.freshet.redis.Bench.bumpOf;
import static io.freshet.redis.Bench.settings;
import static io.freshet.redis.Bench.soon;
import static io.freshet.remote.Sequencer.firstOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class RedisSequencerITests {

    private static RealRedis redis;
    private Bench bench;

    @BeforeAll
    static void startRedis() {
        redis = RealRedis.start();
    }

    @AfterAll
    static void stopRedis() {
        redis.close();
    }

    @BeforeEach
    void open() {
        redis.ask("FLUSHALL");
        bench = Bench.on(redis.port(), "a");
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void bump_withoutSequence_isUncertified() {
        assertThatExceptionOfType(UncertifiedException.class).isThrownBy(() -> bench.bump("x"));
        assertThat(redis.ask("DBSIZE")).isEqualTo("0");
    }

    @Test
    void bump_afterMembersWereLost_isUncertified() {
        bench.start(1);
        redis.ask("DEL f:test:{0}m");

        assertThatExceptionOfType(UncertifiedException.class).isThrownBy(() -> bench.bump("x"));
        assertThat(bench.poll().certified()).isFalse();
    }

    @Test
    void bump_inAnotherDatabaseOfTheServer_isNotHeard() {
        try (Bench other = Bench.of(settings(1).uri(address(1)))) {
            assertNotHeard(other);
        }
    }

    @Test
    void bump_inAnotherDatabaseThatTheClientDoesNotTell_isPassedOver_onceAPollWasAnswered() {
        RedisClient client = RedisClient.create(address(1));
        client.setOptions(ClientOptions.builder()
                .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                .timeoutOptions(TimeoutOptions.enabled(Bench.PATIENT))
                .build());
        try (Bench other = Bench.of(settings(1).client(client, true))) {
            assertNotHeard(other);
        }
    }

    private void assertNotHeard(Bench other) {
        other.start(1);
        other.poll();
        bench.start(1);
        bench.poll();
        List<Nudge> here = new CopyOnWriteArrayList<>();
        List<Nudge> there = new CopyOnWriteArrayList<>();
        bench.sequencer().onNudge(here::add);
        other.sequencer().onNudge(there::add);

        other.bump("theirs");
        bench.bump("ours");

        soon().until(() -> !here.isEmpty() && !there.isEmpty());
        assertThat(here).extracting(Nudge::tags).containsExactly(new long[] {Tag.hashOf("ours")});
        assertThat(there).extracting(Nudge::tags).containsExactly(new long[] {Tag.hashOf("theirs")});
    }

    private static String address(int database) {
        return "redis://127.0.0.1:" + redis.port() + "/" + database;
    }

    @Test
    void bump_givesOneNumberToAllItsTags_andAGreaterOneToTheNext() {
        bench.start(3);

        long first = bench.bump("x", "y").seq();
        long second = bench.bump("y").seq();

        assertThat(first).isEqualTo(firstOf(3) + 1);
        assertThat(second).isEqualTo(first + 1);
        assertThat(bench.validate("x", "y", "z")).containsExactly(first, second, firstOf(3));
    }

    @Test
    void bump_ofTooManyTags_isMisuse() {
        assertThatIllegalArgumentException().isThrownBy(() -> bench.bumpMany("t", 1_001));
    }

    @Test
    void bump_notesTheTransactionWithItsRows_untilItCannotBeSeenAgain() {
        bench.start(1);
        TransactionId noted = new TransactionId((1L << 52) + 1, 2);
        TransactionId old = new TransactionId(739, 1);
        TransactionId moreRows = new TransactionId(noted.id(), 3);
        bench.bump(noted, "x");
        bench.bump(old, "x");

        assertThat(bench.done(noted, moreRows, old)).containsExactlyInAnyOrder(noted, old);
        assertThat(bench.done()).isEmpty();

        Head head = bench.head();
        bench.certify(new Certificate(head.counter(), head.serverId(), 1, 0, "s", 740));
        assertThat(bench.done(noted, moreRows, old)).containsExactly(noted);
    }

    @Test
    void numbersNearTheirLimit_staySharp() {
        long lineage = (1L << 22) - 1;
        bench.start(lineage);

        long seq = bench.bump("x").seq();

        assertThat(seq).isEqualTo(firstOf(lineage) + 1);
        assertThat(bench.poll(firstOf(lineage), 50).bumps()).containsExactly(bumpOf("x", seq));
        assertThat(bench.poll(seq, 50).bumps()).isEmpty();
        assertThat(bench.head().top()).isEqualTo(seq);
        assertThat(redis.ask("HGET f:test:{0}m i:a")).startsWith(seq + ":");
    }

    @Test
    void recover_jumpsAboveWhateverWasGivenOut_andForgetsTheCertificateAndTransactions() {
        bench.start(1);
        TransactionId transaction = new TransactionId(739, 1);
        long before = bench.bump(transaction, "x").seq();

        bench.recover(2, true);

        Head head = bench.head();
        assertThat(head.certified()).isFalse();
        assertThat(head.lineage()).isEqualTo(2);
        assertThat(head.top()).isEqualTo(firstOf(2)).isGreaterThan(before);
        assertThat(head.snapshot()).isEqualTo("snap-0");
        assertThat(bench.done(transaction)).isEmpty();
        assertThat(bench.poll().certified()).isFalse();
        assertThat(bench.relay(head, transaction, "x").seq()).isEqualTo(firstOf(2) + 1);
    }

    @Test
    void recover_ofThisLineageOrAnEarlierOne_doesNothing() {
        bench.start(5);
        Head head = bench.head();

        bench.recover(5, false);
        bench.recover(4, false);

        assertThat(bench.head()).isEqualTo(head);
    }

    @Test
    void recover_withReplay_keepsFloor() {
        bench.start(1);
        bench.recover(2, true);
        bench.certify(bench.head(), 2);

        assertThat(bench.poll().floor()).isEqualTo(firstOf(1));
    }

    @Test
    void recover_withoutReplay_raisesFloorAndDropsSnapshot() {
        bench.start(1);
        bench.recover(2, false);

        assertThat(bench.head().snapshot()).isEmpty();
        bench.certify(bench.head(), 2);
        assertThat(bench.poll().floor()).isEqualTo(firstOf(2));
    }

    @Test
    void recover_withoutSnapshot_raisesFloor() {
        bench.recover(7, true);
        bench.certify(bench.head(), 7);

        assertThat(bench.poll().floor()).isEqualTo(firstOf(7));
    }

    @Test
    void recover_afterTheNumbersAloneWereLost_raisesFloorAndDropsSnapshot() {
        bench.start(1);
        redis.ask("DEL f:test:{0}z");
        bench.recover(2, true);

        assertThat(bench.head().snapshot()).isEmpty();
        bench.certify(bench.head(), 2);
        assertThat(bench.poll().floor()).isEqualTo(firstOf(2));
    }

    @Test
    void certify_countsAndKeepsTheSnapshot() {
        bench.start(1);

        assertThat(bench.certify(bench.head(), 1)).isTrue();

        Head head = bench.head();
        assertThat(head.certified()).isTrue();
        assertThat(head.counter()).isEqualTo(2);
        assertThat(head.snapshot()).isEqualTo("snap-1");
    }

    @Test
    void certify_ofWhatHasChanged_isRefused() {
        bench.start(1);
        Head head = bench.head();

        assertThat(bench.certify(new Certificate(head.counter() - 1, head.serverId(), 1, 0, "s", 0)))
                .isFalse();
        assertThat(bench.certify(new Certificate(head.counter(), "0".repeat(40), 1, 0, "s", 0)))
                .isFalse();
        assertThat(bench.certify(new Certificate(head.counter(), head.serverId(), 2, 0, "s", 0)))
                .isFalse();
        assertThat(bench.head()).isEqualTo(head);
        redis.ask("DEL f:test:{0}z");
        assertThat(bench.certify(head, 1)).isFalse();
    }

    @Test
    void certify_afterAnotherRelayRecovered_isRefused() {
        bench.start(1);
        Head head = bench.head();
        bench.recover(2, true);

        assertThat(bench.certify(head, 1)).isFalse();
        assertThat(bench.poll().certified()).isFalse();
    }

    @Test
    void certify_trimsTheTagsBumpedLongestAgo_andRaisesFloorToThem() {
        bench.start(1);
        long first = bench.bumpMany("a", 800).seq();
        long second = bench.bumpMany("b", 800).seq();
        long third = bench.bumpMany("c", 800).seq();

        assertThat(bench.certify(bench.head(), 1)).isTrue();

        assertThat(bench.poll(third, 50).floor()).isEqualTo(first);
        assertThat(redis.ask("ZCARD f:test:{0}z")).isEqualTo("1601");
        assertThat(bench.validate("a0", "b0", "c0", "never")).containsExactly(first, second, third, first);
        assertThat(bench.head().top()).isEqualTo(third);
    }

    @Test
    void poll_pagesInOrder_withoutSplittingANumber() {
        bench.start(1);
        List<Bump> expected = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            String one = "one" + i;
            String two = "two" + i;
            String three = "three" + i;
            long seq = bench.bump(one, two, three).seq();
            expected.addAll(List.of(bumpOf(one, seq), bumpOf(two, seq), bumpOf(three, seq)));
        }

        List<Bump> found = new ArrayList<>();
        long since = 0;
        int pages = 0;
        Poll poll;
        do {
            poll = bench.poll(since, 50);
            assertThat(poll.bumps()).hasSize(9);
            found.addAll(poll.bumps());
            since = found.get(found.size() - 1).seq();
            pages++;
        } while (poll.more());

        assertThat(pages).isEqualTo(3);
        assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(found).extracting(Bump::seq).isSorted();
        assertThat(since).isEqualTo(poll.top());
    }

    @Test
    void poll_ofExactlyOnePage_hasNoMore() {
        bench.start(1);
        bench.bumpMany("a", Bench.PAGE);

        Poll poll = bench.poll();

        assertThat(poll.bumps()).hasSize(Bench.PAGE);
        assertThat(poll.more()).isFalse();
    }

    @Test
    void poll_ofAPageThatEndsWithANumber_keepsIt() {
        bench.start(1);
        long first = bench.bumpMany("a", Bench.PAGE).seq();
        bench.bump("b");

        Poll poll = bench.poll();

        assertThat(poll.bumps()).hasSize(Bench.PAGE).allMatch(bump -> bump.seq() == first);
        assertThat(poll.more()).isTrue();
    }

    @Test
    void poll_thatCannotKeepANumberTogether_fails() {
        bench.start(1);
        bench.bumpMany("a", Bench.PAGE + 1);

        assertThatExceptionOfType(RemoteException.class)
                .isThrownBy(() -> bench.poll())
                .withMessageContaining("more than 10 tags");
    }

    @Test
    void poll_tellsOnlyTheLastBumpOfATag() {
        bench.start(1);
        long since = bench.bump("x").seq();
        bench.bump("x");
        long last = bench.bump("x").seq();

        assertThat(bench.poll(since, 50).bumps()).containsExactly(bumpOf("x", last));
    }

    @Test
    void validate_whileUncertified_isEmpty() {
        assertThat(bench.validate("x")).isEmpty();
    }

    @Test
    void validate_neverAnswersLessThanTheFloor() {
        bench.start(1);
        bench.bump("x");
        bench.recover(2, false);
        bench.certify(bench.head(), 2);

        assertThat(bench.validate("x", "never")).containsExactly(firstOf(2), firstOf(2));
    }

    @Test
    void head_ofAnEmptyServer_isEmpty() {
        Head head = bench.head();

        assertThat(head).isEqualTo(new Head(false, 0, head.serverId(), 0, 0, ""));
        assertThat(head.serverId()).hasSize(40);
        assertThat(Sequencer.lineageOf(head.top())).isZero();
    }
}
