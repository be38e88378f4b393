package io.freshet.testkit.contract;

import io.freshet.remote.FleetFlights;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

import static io.freshet.testkit.contract.Answers.now;
import static org.assertj.core.api.Assertions.assertThat;

/** The rules of {@link FleetFlights}: one owner at a time for each key, for as long as its lease runs. */
public interface FleetFlightsContract extends Rules {

    private FleetFlights flights() {
        return fleet().connect().flights();
    }

    private static boolean claimed(FleetFlights flights, String key, String owner, Duration lease) {
        return now(flights.claim(key, owner, lease));
    }

    private static boolean claimed(FleetFlights flights, String key, String owner) {
        return claimed(flights, key, owner, EntryStoreContract.LONG);
    }

    private void awaitFree(FleetFlights flights, String key) {
        fleet().eventually("the end of the claim on " + key, () -> claimed(flights, key, "successor"));
    }

    private List<String> released(FleetFlights flights) {
        List<String> heard = new CopyOnWriteArrayList<>();
        flights.onReleased(heard::add);
        return heard;
    }

    /** Releases keys until one is heard of: messages may be lost. */
    private void awaitReleased(FleetFlights flights, List<String> heard, String key) {
        fleet().eventually("word of the release of " + key, () -> {
            now(flights.claim(key, "a", EntryStoreContract.LONG));
            now(flights.release(key, "a"));
            return heard.contains(key);
        });
    }

    @Test
    default void aFreeKeyIsClaimedByWhoeverAsksFirst() {
        FleetFlights a = flights();

        assertThat(claimed(a, "key", "a")).isTrue();
        assertThat(claimed(a, "other key", "b")).isTrue();
    }

    @Test
    default void aClaimedKeyIsNotGivenToAnother() {
        FleetFlights a = flights();
        FleetFlights b = flights();
        claimed(a, "key", "a");

        assertThat(claimed(b, "key", "b")).isFalse();
        assertThat(claimed(a, "key", "c")).isFalse();
    }

    @Test
    default void ofTwoClaimsAtTheSameTimeExactlyOneIsGiven() {
        FleetFlights a = flights();
        FleetFlights b = flights();
        List<List<CompletionStage<Boolean>>> claims = new ArrayList<>();

        for (int i = 0; i < 50; i++) {
            claims.add(List.of(
                    a.claim("key" + i, "a", EntryStoreContract.LONG),
                    b.claim("key" + i, "b", EntryStoreContract.LONG)));
        }

        assertThat(claims)
                .allSatisfy(both -> assertThat(both.stream().map(Answers::now)).containsExactlyInAnyOrder(true, false));
    }

    @Test
    default void aClaimIsFreeAgainWhenItsLeaseHasEnded() {
        FleetFlights a = flights();
        claimed(a, "key", "a", EntryStoreContract.BRIEF);

        awaitFree(flights(), "key");
    }

    @Test
    default void aClaimHoldsWhileItsLeaseRuns() {
        FleetFlights a = flights();
        claimed(a, "long", "a");
        claimed(a, "brief", "a", EntryStoreContract.BRIEF);

        awaitFree(flights(), "brief");

        assertThat(claimed(a, "long", "b")).isFalse();
    }

    @Test
    default void aProlongedClaimOutlivesItsFirstLease() {
        FleetFlights a = flights();
        fleet().eventually("a claim that was prolonged in time", () -> {
            claimed(a, "prolonged", "a", EntryStoreContract.BRIEF);
            return now(a.prolong("prolonged", "a", EntryStoreContract.LONG));
        });
        claimed(a, "brief", "a", EntryStoreContract.BRIEF);

        awaitFree(a, "brief");

        assertThat(claimed(a, "prolonged", "b")).isFalse();
    }

    @Test
    default void onlyTheOwnerProlongsAClaim() {
        FleetFlights a = flights();
        claimed(a, "key", "a", EntryStoreContract.BRIEF);

        assertThat(now(a.prolong("key", "b", EntryStoreContract.LONG))).isFalse();
        awaitFree(a, "key");
    }

    @Test
    default void aClaimThatHasEndedIsNotProlonged() {
        FleetFlights a = flights();
        claimed(a, "taken over", "a", EntryStoreContract.BRIEF);
        awaitFree(a, "taken over");

        assertThat(now(a.prolong("taken over", "a", EntryStoreContract.LONG))).isFalse();
        assertThat(now(a.prolong("never claimed", "a", EntryStoreContract.LONG)))
                .isFalse();
        assertThat(claimed(a, "never claimed", "b")).isTrue();
    }

    @Test
    default void aReleasedKeyIsFree() {
        FleetFlights a = flights();
        claimed(a, "key", "a");

        now(a.release("key", "a"));

        assertThat(claimed(flights(), "key", "b")).isTrue();
    }

    @Test
    default void onlyTheOwnerReleasesAClaim() {
        FleetFlights a = flights();
        claimed(a, "key", "a");

        now(flights().release("key", "b"));

        assertThat(claimed(a, "key", "c")).isFalse();
    }

    @Test
    default void aReleaseIsToldToAllInstances() {
        FleetFlights a = flights();
        List<String> own = released(a);
        List<String> others = released(flights());

        awaitReleased(a, others, "key");
        awaitReleased(a, own, "key");
    }

    @Test
    default void aReleaseByAnotherThanTheOwnerIsNotTold() {
        FleetFlights a = flights();
        List<String> heard = released(flights());
        claimed(a, "held", "a");

        now(a.release("held", "b"));
        awaitReleased(a, heard, "fence");

        assertThat(heard).doesNotContain("held");
    }
}
