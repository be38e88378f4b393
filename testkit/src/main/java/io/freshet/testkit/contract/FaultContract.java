package io.freshet.testkit.contract;

import io.freshet.change.TransactionId;
import io.freshet.remote.Sequencer.Head;
import io.freshet.remote.UncertifiedException;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import static io.freshet.remote.Sequencer.firstOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** The rules of a server that may have forgotten: it says so by itself, until a recovery has put behind it whatever was lost. */
public interface FaultContract extends Rules {

    private Head awaitHead(Instance instance) {
        fleet().eventually("the server to answer again", () -> instance.head().counter() >= 0);
        return instance.head();
    }

    @Test
    default void anEmptiedServerIsNotCertified() {
        Instance a = fleet().started("a");
        a.bump("x");

        fleet().server().emptied();

        assertThat(awaitHead(a).certified()).isFalse();
        assertThat(a.poll(0).certified()).isFalse();
        assertThat(a.validate("x")).isEmpty();
        assertThatExceptionOfType(UncertifiedException.class).isThrownBy(() -> a.bump("x"));
    }

    @Test
    default void anEmptiedServerRefusesClaimsOfBefore() {
        Instance a = fleet().started("a");
        Head seen = a.head();
        fleet().server().emptied();

        assertThat(awaitHead(a).snapshot()).isEmpty();
        assertThat(a.certify(seen, "s")).isFalse();
    }

    @Test
    default void anEmptiedServerServesAgainAboveAFloor() {
        Instance a = fleet().started("a");
        long before = a.bump("x").seq();
        fleet().server().emptied();
        awaitHead(a);

        a.start(2);

        assertThat(a.poll(0).certified()).isTrue();
        assertThat(a.poll(0).floor()).isEqualTo(firstOf(2)).isGreaterThan(before);
        assertThat(a.validate("x")).containsExactly(firstOf(2));
    }

    @Test
    default void aServerThatKeptItsDataOverARestartIsNotCertified() {
        Instance a = fleet().started("a");
        long seq = a.bump("x").seq();
        String serverId = a.head().serverId();

        fleet().server().restartedKeepingData();

        Head head = awaitHead(a);
        assertThat(head.top()).as("the server lost its data").isEqualTo(seq);
        assertThat(head.serverId()).isNotEqualTo(serverId);
        assertThat(head.certified()).isFalse();
        assertThat(a.poll(0).certified()).isFalse();
        assertThat(a.validate("x")).isEmpty();
    }

    @Test
    default void aServerThatKeptItsDataRefusesClaimsOfBefore() {
        Instance a = fleet().started("a");
        Head seen = a.head();

        fleet().server().restartedKeepingData();

        awaitHead(a);
        assertThat(a.certify(seen, "s")).isFalse();
        assertThat(a.poll(0).certified()).isFalse();
    }

    @Test
    default void aServerThatKeptItsDataServesEveryStampAgainAfterItsRecovery() {
        Instance a = fleet().started("a");
        long seq = a.bump("x").seq();
        fleet().server().restartedKeepingData();
        assertThat(awaitHead(a).snapshot()).isEqualTo("snapshot-1");

        a.start(2);

        assertThat(a.poll(0).certified()).isTrue();
        assertThat(a.poll(0).floor()).isEqualTo(firstOf(1));
        assertThat(a.validate("x")).containsExactly(seq);
    }

    @Test
    default void withoutACertificateTheOthersAreNotKnown() {
        Instance a = fleet().started("a");
        fleet().eventually("the others to be known", () -> {
            a.poll(0, MembersContract.LEASE);
            return a.bump("x").others() >= 0;
        });

        fleet().server().restartedKeepingData();

        Head seen = awaitHead(a);
        assertThat(a.relay(seen, "x").others()).isEqualTo(-1);
    }

    @Test
    default void aWriterIsRefusedUntilAServerIsCertifiedAgain() {
        Instance a = fleet().started("a");
        fleet().server().restartedKeepingData();
        long top = awaitHead(a).top();

        assertThatExceptionOfType(UncertifiedException.class).isThrownBy(() -> a.bump("x"));
        assertThat(a.head().top()).isEqualTo(top);

        a.start(2);
        assertThat(a.bump("x").seq()).isEqualTo(firstOf(2) + 1);
    }

    @Test
    default void aRelayThatAskedAnotherServerIsRefused() {
        Instance a = fleet().started("a");
        Head seen = a.head();
        fleet().server().restartedKeepingData();
        awaitHead(a);

        assertThatExceptionOfType(UncertifiedException.class).isThrownBy(() -> a.relay(seen, "x"));

        a.start(2);
        assertThatExceptionOfType(UncertifiedException.class).isThrownBy(() -> a.relay(seen, "x"));
        assertThat(a.head().top()).isEqualTo(firstOf(2));
    }

    @Test
    default void aRelayThatAskedAnotherServerLearnsNothingOfWhatIsDone() {
        Instance a = fleet().started("a");
        TransactionId transaction = new TransactionId(7, 1);
        Head seen = a.head();
        a.bump(transaction, "x");
        fleet().server().restartedKeepingData();

        assertThat(a.done(awaitHead(a), List.of(transaction))).containsExactly(transaction);
        assertThatExceptionOfType(UncertifiedException.class).isThrownBy(() -> a.done(seen, List.of(transaction)));
    }

    @Test
    default void aReplicaThatMissedBumpsIsNotCertifiedByItsPromotion() {
        Instance a = fleet().started("a");
        long kept = a.bump("x").seq();
        Head seen = a.head();

        fleet().server().promotedFromOlderImage(() -> a.bump("x"));

        Head head = awaitHead(a);
        assertThat(head.top()).as("nothing was lost").isEqualTo(kept);
        assertThat(head.certified()).isFalse();
        assertThat(a.poll(0).certified()).isFalse();
        assertThat(a.validate("x")).isEmpty();
        assertThat(a.certify(seen, "s")).isFalse();
    }

    @Test
    default void numbersThatALostServerGaveOutAreNeverGivenOutAgain() {
        Instance a = fleet().started("a");
        AtomicLong lost = new AtomicLong();
        fleet().server().promotedFromOlderImage(() -> lost.set(a.bump("x").seq()));
        awaitHead(a);

        a.start(2);

        assertThat(a.bump("y").seq()).isGreaterThan(lost.get());
        assertThat(a.poll(lost.get()).bumps())
                .extracting(bump -> bump.tag())
                .containsExactly(a.tag("y").hash());
    }

    @Test
    default void aLineageOfALostServerIsNoAncestor() {
        Instance a = fleet().started("a");
        fleet().server().promotedFromOlderImage(() -> a.start(2));
        assertThat(awaitHead(a).lineage()).isEqualTo(1);

        a.start(3);

        assertThat(a.poll(0).ancestors()).containsExactly(1);
    }

    @Test
    default void aLostServersTransactionsAreReplayedFromTheSnapshotThatItsReplicaHolds() {
        Instance a = fleet().started("a");
        TransactionId kept = new TransactionId(7, 1);
        TransactionId lost = new TransactionId(8, 1);
        a.bump(kept, "x");
        fleet().server().promotedFromOlderImage(() -> {
            a.bump(lost, "y");
            a.certify(a.head(), "newer");
        });

        assertThat(awaitHead(a).snapshot()).isEqualTo("snapshot-1");
        assertThat(a.done(List.of(kept, lost))).containsExactly(kept);
        a.recover(2, true);

        assertThat(a.done(List.of(kept, lost))).isEmpty();
        assertThat(a.relay(a.head(), lost, "y").isNew()).isTrue();
        a.certify(a.head(), "s");
        assertThat(a.validate("y")).containsExactly(a.head().top());
    }
}
