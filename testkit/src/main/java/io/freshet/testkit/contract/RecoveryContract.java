package io.freshet.testkit.contract;

import io.freshet.remote.Sequencer;
import io.freshet.remote.Sequencer.Head;
import io.freshet.remote.Sequencer.Poll;
import org.junit.jupiter.api.Test;

import static io.freshet.remote.Sequencer.firstOf;
import static org.assertj.core.api.Assertions.assertThat;

/** The rules of {@link Sequencer#recover}: it begins a lineage above everything that was ever given out, and nothing is certified. */
public interface RecoveryContract extends Rules {

    @Test
    default void theHeadOfAnEmptyServerIsEmpty() {
        Head head = fleet().instance("a").head();

        assertThat(head).isEqualTo(new Head(false, 0, head.serverId(), 0, 0, ""));
        assertThat(head.serverId()).isNotBlank();
    }

    @Test
    default void aRecoveryJumpsToTheFirstNumberOfItsLineage() {
        Instance a = fleet().started("a");
        long before = a.bump("x").seq();

        a.recover(7, true);

        Head head = a.head();
        assertThat(head.lineage()).isEqualTo(7);
        assertThat(head.top()).isEqualTo(firstOf(7)).isGreaterThan(before);
        assertThat(a.relay(head, "x").seq()).isEqualTo(firstOf(7) + 1);
    }

    @Test
    default void aRecoveryClearsTheCertificate() {
        Instance a = fleet().started("a");
        assertThat(a.head().certified()).isTrue();

        a.recover(2, true);

        assertThat(a.head().certified()).isFalse();
        assertThat(a.poll(0).certified()).isFalse();
        assertThat(fleet().instance("b").poll(0).certified()).isFalse();
    }

    @Test
    default void aRecoveryOfThePresentLineageDoesNothing() {
        Instance a = fleet().instance("a");
        a.start(5);
        a.bump("x");
        Head head = a.head();
        Poll poll = a.poll(0);

        a.recover(5, false);

        assertThat(a.head()).isEqualTo(head);
        assertThat(a.poll(0).bumps()).isEqualTo(poll.bumps());
        assertThat(a.poll(0).floor()).isEqualTo(poll.floor());
    }

    @Test
    default void aRecoveryOfAnEarlierLineageDoesNothing() {
        Instance a = fleet().instance("a");
        a.start(5);
        a.bump("x");
        Head head = a.head();

        a.recover(4, true);
        a.recover(3, false);

        assertThat(a.head()).isEqualTo(head);
        assertThat(a.poll(0).floor()).isEqualTo(firstOf(5));
    }

    @Test
    default void aSecondRelayThatRecoversTheSameLineageUndoesNothing() {
        Instance a = fleet().started("a");
        Instance b = fleet().instance("b");
        a.recover(2, true);
        long bumped = a.relay(a.head(), "x").seq();
        Head seen = a.head();

        b.recover(2, false);

        assertThat(b.head()).isEqualTo(seen);
        assertThat(a.certify(seen, "s")).isTrue();
        assertThat(b.validate("x")).containsExactly(bumped);
    }

    @Test
    default void aRecoveryThatReplaysKeepsTheFloorTheSnapshotAndEveryStamp() {
        Instance a = fleet().started("a");
        long x = a.bump("x").seq();

        a.recover(2, true);

        assertThat(a.head().snapshot()).isEqualTo("snapshot-1");
        a.certify(a.head(), "s");
        Poll poll = a.poll(0);
        assertThat(poll.floor()).isEqualTo(firstOf(1));
        assertThat(poll.bumps()).containsExactly(a.raised("x", x));
        assertThat(a.validate("x", "never raised")).containsExactly(x, firstOf(1));
    }

    @Test
    default void aRecoveryThatDoesNotReplayMakesEveryEarlierStampWorthless() {
        Instance a = fleet().started("a");
        long before = a.bump("x").seq();

        a.recover(2, false);

        assertThat(a.head().snapshot()).isEmpty();
        a.certify(a.head(), "s");
        assertThat(a.poll(0).floor()).isEqualTo(a.head().top()).isGreaterThan(before);
    }

    @Test
    default void aRecoveryThatCouldReplayFromNoSnapshotMakesEveryEarlierStampWorthless() {
        Instance a = fleet().instance("a");
        a.recover(1, true);
        long uncertified = a.relay(a.head(), "x").seq();

        a.start(2);

        assertThat(a.poll(0).floor()).isEqualTo(firstOf(2)).isGreaterThan(uncertified);
    }

    @Test
    default void aRecoveryOfAnEmptyServerBeginsWithAFloor() {
        Instance a = fleet().instance("a");

        a.start(9);

        assertThat(a.poll(0).floor()).isEqualTo(firstOf(9));
        assertThat(a.validate("never raised")).containsExactly(firstOf(9));
    }

    @Test
    default void aLineageThatReplaysGoesOnFromThoseBefore() {
        Instance a = fleet().instance("a");
        a.start(2);
        a.start(4);
        a.start(7);

        assertThat(a.poll(0).ancestors()).containsExactlyInAnyOrder(2, 4);
    }

    @Test
    default void aLineageThatDoesNotReplayGoesOnFromNone() {
        Instance a = fleet().started("a");
        a.start(2);
        assertThat(a.poll(0).ancestors()).containsExactly(1);

        a.recover(3, false);
        a.certify(a.head(), "s");

        assertThat(a.poll(0).ancestors()).isEmpty();
    }

    @Test
    default void aRecoveryDoesNotSetTheCounterBack() {
        Instance a = fleet().started("a");
        a.certify(a.head(), "s");
        long counter = a.head().counter();

        a.start(2);

        assertThat(a.poll(0).counter()).isEqualTo(counter + 1);
    }
}
