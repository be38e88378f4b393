package io.freshet.testkit.contract;

import io.freshet.change.TransactionId;
import io.freshet.remote.Sequencer.Bumped;
import io.freshet.remote.Sequencer.Head;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.LongStream;

import static io.freshet.remote.Sequencer.firstOf;
import static io.freshet.testkit.contract.Answers.now;
import static org.assertj.core.api.Assertions.assertThat;

/** The rules of noted transactions: relay and writer together never raise the tags of a transaction twice, and never not at all. */
public interface TransactionContract extends Rules {

    /** A transaction far beyond 32 bits. */
    TransactionId WRITE = new TransactionId((1L << 52) + 1, 2);

    @Test
    default void aTransactionIsNotedByItsBump() {
        Instance a = fleet().started("a");
        TransactionId neighbour = new TransactionId(WRITE.id() + 1, 2);

        a.bump(WRITE, "x");

        assertThat(fleet().instance("b").done(List.of(WRITE, neighbour))).containsExactly(WRITE);
    }

    @Test
    default void aTransactionWithAnotherNumberOfRowsIsAnotherOne() {
        Instance a = fleet().started("a");
        TransactionId moreRows = new TransactionId(WRITE.id(), WRITE.rows() + 1);
        long first = a.bump(WRITE, "x").seq();

        assertThat(a.done(List.of(moreRows))).isEmpty();
        Bumped again = a.bump(moreRows, "x");

        assertThat(again.isNew()).isTrue();
        assertThat(a.validate("x")).containsExactly(first + 1);
        assertThat(a.done(List.of(WRITE, moreRows))).containsExactlyInAnyOrder(WRITE, moreRows);
    }

    @Test
    default void aNotedTransactionRaisesNothingAgainWhoeverBumpsIt() {
        Instance a = fleet().started("a");
        Instance b = fleet().instance("b");
        long x = a.bump(WRITE, "x").seq();
        long top = a.bump("y").seq();

        Bumped again = b.bump(WRITE, "x", "z");

        assertThat(again.isNew()).isFalse();
        assertThat(b.head().top()).isEqualTo(top);
        assertThat(b.validate("x")).containsExactly(x);
        assertThat(b.poll(0).bumps()).containsExactlyInAnyOrder(b.raised("x", x), b.raised("y", top));
    }

    @Test
    default void ofTwoBumpsOfATransactionAtTheSameTimeExactlyOneRaises() {
        Instance a = fleet().started("a");
        Instance b = fleet().instance("b");
        List<List<CompletionStage<Bumped>>> sent = new ArrayList<>();

        for (int i = 1; i <= 50; i++) {
            TransactionId transaction = new TransactionId(i, 1);
            sent.add(List.of(
                    a.sequencer().bump(a.change(transaction, "x"), Instance.NO_AGE),
                    b.sequencer().bump(b.change(transaction, "x"), Instance.NO_AGE)));
        }

        assertThat(sent)
                .allSatisfy(
                        both -> assertThat(both.stream().map(stage -> now(stage).isNew()))
                                .containsExactlyInAnyOrder(true, false));
        assertThat(a.head().top()).isEqualTo(firstOf(1) + 50);
    }

    @Test
    default void aNotedTransactionIsAnsweredWithThePresentNumber() {
        Instance a = fleet().started("a");
        a.bump(WRITE, "x");
        long top = a.bump("y").seq();

        assertThat(a.bump(WRITE, "x").seq()).isEqualTo(top);
    }

    @Test
    default void whatNoOutboxHoldsIsNeverNoted() {
        Instance a = fleet().started("a");

        long first = a.bump(TransactionId.none(), "x").seq();
        Bumped second = a.bump(TransactionId.none(), "x");

        assertThat(second.isNew()).isTrue();
        assertThat(second.seq()).isEqualTo(first + 1);
        assertThat(a.done(List.of(TransactionId.none()))).isEmpty();
    }

    @Test
    default void askedForNoTransactionsNoneAreDone() {
        assertThat(fleet().started("a").done(List.of())).isEmpty();
    }

    @Test
    default void askedForManyTransactionsAllNotedOnesAreDone() {
        Instance a = fleet().started("a");
        TransactionId last = new TransactionId(5_000, 1);
        a.bump(WRITE, "x");
        a.bump(last, "x");
        List<TransactionId> many = new ArrayList<>(LongStream.rangeClosed(1, 5_000)
                .mapToObj(id -> new TransactionId(id, 1))
                .toList());
        many.add(0, WRITE);

        assertThat(a.done(many)).containsExactlyInAnyOrder(WRITE, last);
    }

    @Test
    default void notesAreKeptUntilTheirTransactionCannotBeSeenAgain() {
        Instance a = fleet().started("a");
        TransactionId old = new TransactionId(738, 1);
        TransactionId oldestRunning = new TransactionId(739, 1);
        a.bump(old, "x");
        a.bump(oldestRunning, "x");
        a.bump(WRITE, "x");

        a.certify(Instance.claim(a.head(), "s", oldestRunning.id()));

        assertThat(a.done(List.of(WRITE, oldestRunning, old))).containsExactlyInAnyOrder(WRITE, oldestRunning);
    }

    @Test
    default void aRelayThatAnotherHasOvertakenRaisesNothing() {
        Instance a = fleet().started("a");
        TransactionId old = new TransactionId(738, 1);
        Head slow = a.head();
        long x = a.bump(old, "x").seq();
        a.certify(Instance.claim(a.head(), "s", old.id() + 1));

        Bumped late = a.relay(slow, old, "x");

        assertThat(late.isNew()).isFalse();
        assertThat(a.validate("x")).containsExactly(x);
        assertThat(a.head().top()).isEqualTo(x);
    }

    @Test
    default void notesAreForgottenWithTheirLineage() {
        Instance a = fleet().started("a");
        a.bump(WRITE, "x");

        a.recover(2, true);

        assertThat(a.done(List.of(WRITE))).isEmpty();
        Bumped replayed = a.relay(a.head(), WRITE, "x");
        assertThat(replayed.isNew()).isTrue();
        assertThat(a.done(List.of(WRITE))).containsExactly(WRITE);
        a.certify(a.head(), "s");
        assertThat(a.validate("x")).containsExactly(replayed.seq());
    }
}
