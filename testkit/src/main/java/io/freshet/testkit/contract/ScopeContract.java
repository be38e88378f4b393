package io.freshet.testkit.contract;

import io.freshet.change.TransactionId;
import io.freshet.remote.Partitions;
import io.freshet.remote.Remote;
import io.freshet.remote.Sequencer.Nudge;
import io.freshet.remote.Sequencer.Poll;
import org.junit.jupiter.api.Test;

import java.util.List;

import static io.freshet.remote.Sequencer.firstOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The rules of what is shared and what is not: instances share every partition, partitions share nothing. */
public interface ScopeContract extends Rules {

    /** An instance at its first partition, which has a neighbour. */
    private Instance withNeighbour() {
        Instance a = fleet().instance("a");
        assumeTrue(a.remote().partitions().count() > 1, "This tier has one partition only");
        for (int i = 0; i < a.remote().partitions().count(); i++) {
            a.at(i).start(1);
        }
        return a.at(0);
    }

    @Test
    default void allInstancesHaveTheSamePartitionsInTheSameOrder() {
        Remote a = fleet().connect();
        Remote b = fleet().connect();
        assertThat(b.partitions().count()).isEqualTo(a.partitions().count());

        for (int i = 0; i < a.partitions().count(); i++) {
            new Instance("a", a, i).start(i + 1);
        }

        for (int i = 0; i < a.partitions().count(); i++) {
            assertThat(new Instance("b", b, i).head().lineage()).isEqualTo(i + 1);
        }
    }

    @Test
    default void aTagIsRaisedInThePartitionThatItsHashSays() {
        Instance a = withNeighbour();
        int count = a.remote().partitions().count();

        for (int i = 0; i < count; i++) {
            Instance at = a.at(i);
            long hash = at.tag("x").hash();
            assertThat(Partitions.of(hash, count)).isEqualTo(i);
            at.bump("x");
            assertThat(fleet().instance("b").at(i).poll(0).bumps()).containsExactly(at.raised("x", firstOf(1) + 1));
        }
    }

    @Test
    default void aBumpRaisesNothingInAnotherPartition() {
        Instance a = withNeighbour();
        Poll before = a.at(1).poll(0);

        a.bump("x");
        a.bump("y");

        Poll after = a.at(1).poll(0);
        assertThat(after.top()).isEqualTo(before.top());
        assertThat(after.bumps()).isEmpty();
    }

    @Test
    default void aBumpIsNotHeardInAnotherPartition() {
        Instance a = withNeighbour();
        List<Nudge> neighbour = a.at(1).nudges();
        List<Nudge> own = a.nudges();

        a.bump("x");
        fleet().eventually("nudges", () -> {
            a.bump("fence");
            a.at(1).bump("fence");
            return a.mentions(own, "fence") && a.at(1).mentions(neighbour, "fence");
        });

        assertThat(a.mentions(neighbour, "x")).isFalse();
    }

    @Test
    default void aTransactionIsNotedInEachPartitionByItself() {
        Instance a = withNeighbour();
        TransactionId transaction = new TransactionId(7, 2);
        a.bump(transaction, "x");

        assertThat(a.at(1).done(List.of(transaction))).isEmpty();
        assertThat(a.at(1).bump(transaction, "y").isNew()).isTrue();
    }

    @Test
    default void aPartitionIsRecoveredAndCertifiedByItself() {
        Instance a = withNeighbour();
        Poll before = a.at(1).poll(0);

        a.recover(2, false);
        assertThat(a.poll(0).certified()).isFalse();
        assertThat(a.at(1).poll(0).certified()).isTrue();

        a.certify(a.head(), "newer");
        Poll after = a.at(1).poll(0);
        assertThat(after.lineage()).isEqualTo(1);
        assertThat(after.counter()).isEqualTo(before.counter());
        assertThat(after.floor()).isEqualTo(before.floor());
        assertThat(after.snapshot()).isEqualTo(before.snapshot());
    }

    @Test
    default void aMemberOfAPartitionIsNoneOfAnother() {
        Instance a = withNeighbour();
        Instance b = fleet().instance("b").at(0);
        fleet().eventually(
                        "the others to be known",
                        () -> a.poll(0, MembersContract.LEASE).fleet() >= 0);
        fleet().eventually(
                        "the others to be known next door",
                        () -> a.at(1).poll(0, MembersContract.LEASE).fleet() >= 0);

        fleet().eventually("a member here and none next door", () -> {
            a.poll(0, MembersContract.LEASE);
            a.at(1).poll(0, MembersContract.LEASE);
            b.poll(0, MembersContract.LEASE);
            return a.bump("x").others() == 1 && a.at(1).bump("x").others() == 0;
        });
    }

    @Test
    default void anInstanceThatIsClosedLeavesTheOthersAlone() {
        Instance a = fleet().started("a");
        Instance b = fleet().instance("b");

        b.remote().close();
        b.remote().close();

        assertThat(a.poll(0).certified()).isTrue();
        assertThat(a.bump("x").seq()).isEqualTo(firstOf(1) + 1);
    }

    @Test
    default void aPersonReadsWhereTheTierIs() {
        assertThat(fleet().connect().description()).isNotBlank();
    }
}
