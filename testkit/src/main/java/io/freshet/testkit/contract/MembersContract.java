package io.freshet.testkit.contract;

import io.freshet.remote.Sequencer.Bumped;
import io.freshet.remote.Sequencer.Nudge;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

import static io.freshet.remote.Sequencer.firstOf;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rules of members: a writer learns how many other instances may hold a lease, and what all of them have applied, never too few and
 * never too much. It waits for them, so a member that is overlooked is a stale read.
 */
public interface MembersContract extends Rules {

    /** A lease that a test can outlive. */
    long LEASE = 100;

    /** A lease that no test outlives. */
    long ENDLESS = 60_000;

    /** Lets the leases of the lineage before end. Whoever has polled is a member for one more lease. */
    private void warmUp(Instance instance) {
        fleet().eventually(
                        "the others to be known", () -> instance.poll(0, LEASE).fleet() >= 0);
    }

    @Test
    default void afterARecoveryTheOthersAreNotKnown() {
        Instance a = fleet().started("a");
        fleet().instance("b").poll(0, ENDLESS);

        assertThat(a.poll(0, ENDLESS).fleet()).isEqualTo(-1);
        assertThat(a.bump("x").others()).isEqualTo(-1);
    }

    @Test
    default void theOthersAreKnownWhenTheLongestLeaseSinceTheRecoveryHasEnded() {
        Instance a = fleet().started("a");

        warmUp(a);

        fleet().eventually("the others to be none", () -> {
            a.poll(0, LEASE);
            return a.bump("x").others() == 0;
        });
    }

    @Test
    default void theLongestLeaseIsRememberedOverARecovery() {
        Instance a = fleet().started("a");
        fleet().instance("b").poll(0, ENDLESS);

        a.start(2);
        long began = fleet().server().nanos();

        fleet().until(
                        began,
                        Duration.ofMillis(3 * LEASE),
                        () -> a.poll(0, Instance.SHORT_LEASE).fleet() == -1
                                && a.bump("x").others() == -1,
                        "The others became known while a lease of the lineage before may still run");
    }

    @Test
    default void aBumpTellsHowManyOthersMayHoldALease() {
        Instance a = fleet().started("a");
        Instance b = fleet().instance("b");
        Instance c = fleet().instance("c");
        warmUp(a);

        fleet().eventually("two others of each", () -> {
            a.poll(0, LEASE);
            b.poll(0, LEASE);
            c.poll(0, LEASE);
            return a.bump("x").others() == 2 && b.bump("x").others() == 2;
        });
    }

    @Test
    default void aNudgeTellsHowManyOthersMayHoldALease() {
        Instance a = fleet().started("a");
        Instance b = fleet().instance("b");
        List<Nudge> heard = b.nudges();
        warmUp(a);

        fleet().eventually("a nudge that tells of one other", () -> {
            a.poll(0, LEASE);
            b.poll(0, LEASE);
            a.bump("x");
            return heard.stream().anyMatch(nudge -> nudge.others() == 1);
        });
    }

    @Test
    default void aWriterThatHoldsNoLeaseItselfIsToldOfAllWhoMay() {
        Instance a = fleet().started("a");
        Instance writer = fleet().instance("writer");
        warmUp(a);

        fleet().eventually("one other of the writer", () -> {
            a.poll(0, LEASE);
            return writer.bump("x").others() == 1;
        });
    }

    @Test
    default void aNotedTransactionTellsTheOthersToo() {
        Instance a = fleet().started("a");
        Instance b = fleet().instance("b");
        warmUp(a);
        a.bump(TransactionContract.WRITE, "x");

        fleet().eventually("one other", () -> {
            a.poll(0, LEASE);
            b.poll(0, LEASE);
            Bumped again = a.bump(TransactionContract.WRITE, "x");
            return !again.isNew() && again.others() == 1;
        });
    }

    @Test
    default void aMemberIsNotForgottenWhileItsLeaseMayRun() {
        Instance a = fleet().started("a");
        Instance b = fleet().instance("b");
        warmUp(a);

        long asked = fleet().server().nanos();
        b.poll(0, LEASE);

        fleet().until(
                        asked,
                        Duration.ofMillis(LEASE),
                        () -> {
                            a.poll(0, LEASE);
                            return a.bump("x").others() == 1;
                        },
                        "A member was forgotten before its lease had ended");
    }

    @Test
    default void aMemberWhoseLeaseHasEndedIsForgotten() {
        Instance a = fleet().started("a");
        Instance b = fleet().instance("b");
        warmUp(a);
        b.poll(0, LEASE);

        fleet().eventually("the other to be forgotten", () -> {
            a.poll(0, LEASE);
            return a.bump("x").others() == 0;
        });
    }

    @Test
    default void theFleetsNumberIsTheLeastThatAnyOtherHasApplied() {
        Instance a = fleet().started("a");
        Instance b = fleet().instance("b");
        Instance c = fleet().instance("c");
        warmUp(a);
        long first = a.bump("x").seq();
        long second = a.bump("x").seq();

        fleet().eventually("the number of b", () -> {
            b.poll(first, LEASE);
            c.poll(second, LEASE);
            return a.poll(second, LEASE).fleet() == first;
        });
        fleet().eventually("the number of c", () -> {
            b.poll(second, LEASE);
            c.poll(first, LEASE);
            return a.poll(second, LEASE).fleet() == first;
        });
    }

    @Test
    default void theFleetsNumberRisesWithTheOthersAndNotWithWhoAsks() {
        Instance a = fleet().started("a");
        Instance b = fleet().instance("b");
        warmUp(a);
        long first = a.bump("x").seq();
        long second = a.bump("x").seq();

        fleet().eventually("the number of b, which is ahead", () -> {
            b.poll(second, LEASE);
            return a.poll(first, LEASE).fleet() == second;
        });
    }

    @Test
    default void theFleetsNumberIsTheTopIfThereAreNoOthers() {
        Instance a = fleet().started("a");
        warmUp(a);
        long top = a.bump("x").seq();

        fleet().eventually("the top", () -> a.poll(firstOf(1), LEASE).fleet() == top);
    }

    @Test
    default void aPollThatIsNotCertifiedMakesNoMember() {
        Instance a = fleet().instance("a");
        a.recover(1, true);
        fleet().instance("b").poll(0, ENDLESS);
        a.certify(a.head(), "s");

        warmUp(a);

        assertThat(a.poll(0, LEASE).fleet()).isEqualTo(a.head().top());
    }
}
