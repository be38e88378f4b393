package io.freshet.testkit.contract;

import io.freshet.remote.Roster;
import io.freshet.remote.Roster.Listed;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

import static io.freshet.testkit.contract.Answers.now;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The rules of {@link Roster}: one text of each instance, and whether its lease runs. */
public interface RosterContract extends Rules {

    private Roster roster() {
        return fleet().connect().roster();
    }

    private static void enter(Roster roster, String instance, String text, Duration lease) {
        now(roster.enter(instance, text, lease));
    }

    private static void enter(Roster roster, String instance, String text) {
        enter(roster, instance, text, EntryStoreContract.LONG);
    }

    private static Listed only(Roster roster) {
        List<Listed> all = now(roster.all());
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    @Test
    default void atFirstNobodyIsListed() {
        assertThat(now(roster().all())).isEmpty();
    }

    @Test
    default void whoEntersIsListedForAllInstances() {
        enter(roster(), "a", "text");

        assertThat(now(roster().all())).extracting(Listed::instance).containsExactly("a");
    }

    @Test
    default void whatAnInstanceTellsComesBackAsItWas() {
        String text = "{\"Name\": \"Jürgen\",\n \"empty\": \"\"}\t🚿 ";
        Roster roster = roster();
        enter(roster, "a b:1", text);

        assertThat(only(roster).text()).isEqualTo(text);
        assertThat(only(roster).instance()).isEqualTo("a b:1");
    }

    @Test
    default void whatAnInstanceTellsComesBackWhole() {
        String text = "x".repeat(Roster.MOST_CHARACTERS);
        Roster roster = roster();
        enter(roster, "a", text);

        assertThat(only(roster).text()).hasSize(text.length());
    }

    @Test
    default void aTextThatIsTooLongIsMisuse() {
        Roster roster = roster();

        assertThatThrownBy(() -> now(roster.enter("a", "x".repeat(Roster.MOST_CHARACTERS + 1), Duration.ofSeconds(1))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    default void whatAnInstanceTellsReplacesWhatItToldBefore() {
        Roster roster = roster();
        enter(roster, "a", "one");
        enter(roster, "a", "two");

        assertThat(only(roster).text()).isEqualTo("two");
    }

    @Test
    default void whoEntersIsToldWhatWasToldUnderItsNameBefore() {
        Roster roster = roster();
        enter(roster, "b", "of b");

        assertThat(now(roster.enter("a", "one two", EntryStoreContract.LONG))).isNull();
        assertThat(now(roster().enter("a", "three", EntryStoreContract.LONG))).isEqualTo("one two");
    }

    @Test
    default void instancesAreListedByTheirNames() {
        Roster roster = roster();
        enter(roster, "b", "of b");
        enter(roster, "a", "of a");

        assertThat(now(roster.all())).extracting(Listed::instance).containsExactly("a", "b");
        assertThat(now(roster.all())).extracting(Listed::text).containsExactly("of a", "of b");
    }

    @Test
    default void anInstanceWhoseLeaseHasEndedIsListedAsThat() {
        Roster roster = roster();
        enter(roster, "a", "last words", EntryStoreContract.BRIEF);

        fleet().eventually("the end of a lease", () -> !only(roster).isPresent());
        assertThat(only(roster).text()).isEqualTo("last words");
        assertThat(only(roster).leaseLeft()).isLessThanOrEqualTo(Duration.ZERO);
    }

    @Test
    default void anInstanceThatTakesItsLeaveIsListedAsGone() {
        Roster roster = roster();
        enter(roster, "a", "here");
        assertThat(only(roster).isPresent()).isTrue();
        enter(roster, "a", "bye", Duration.ZERO);

        assertThat(only(roster).isPresent()).isFalse();
        assertThat(only(roster).text()).isEqualTo("bye");
    }

    @Test
    default void whoEntersAgainHasANewLease() {
        Roster roster = roster();
        enter(roster, "a", "one", EntryStoreContract.BRIEF);
        enter(roster, "a", "two");

        assertThat(only(roster).leaseLeft()).isGreaterThan(EntryStoreContract.BRIEF);
    }

    @Test
    default void theAgeIsThatOfTheLastText() {
        Roster roster = roster();
        enter(roster, "a", "one");
        fleet().server().pass(EntryStoreContract.BRIEF);
        assertThat(only(roster).age()).isGreaterThanOrEqualTo(EntryStoreContract.BRIEF.minusMillis(2));

        long entered = fleet().server().nanos();
        enter(roster, "a", "two");
        Duration age = only(roster).age();

        assertThat(age)
                .isLessThanOrEqualTo(
                        Duration.ofNanos(fleet().server().nanos() - entered).plusMillis(5));
    }
}
