package io.freshet.testkit.contract;

import io.freshet.change.TransactionId;
import io.freshet.remote.Sequencer;
import io.freshet.remote.Sequencer.Bumped;
import io.freshet.remote.Sequencer.Nudge;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static io.freshet.testkit.contract.Answers.now;
import static org.assertj.core.api.Assertions.assertThat;

/** The rules of nudges: every bump is heard at once by every instance. Each may be lost, so one of some must come. */
public interface NudgeContract extends Rules {

    /** How often a bump is made anew if nothing is heard. */
    int TRIES = 20;

    private void awaitNudge(Instance writer, List<Nudge> heard, String tag, long ageMicros) {
        for (int i = 0; i < TRIES; i++) {
            now(writer.sequencer().bump(writer.change(TransactionId.none(), tag), ageMicros));
            long sent = fleet().server().nanos();
            while (fleet().server().nanos() - sent < TimeUnit.MILLISECONDS.toNanos(250)) {
                if (writer.mentions(heard, tag)) {
                    return;
                }
                fleet().server().pass(Duration.ofMillis(2));
            }
        }
        throw new AssertionError("Nothing was heard of " + TRIES + " bumps");
    }

    private static Nudge of(List<Nudge> heard, long seq) {
        return heard.stream().filter(nudge -> nudge.seq() == seq).findFirst().orElseThrow();
    }

    @Test
    default void aBumpIsHeardByTheOtherInstances() {
        Instance a = fleet().started("a");
        List<Nudge> b = fleet().instance("b").nudges();
        List<Nudge> c = fleet().instance("c").nudges();

        awaitNudge(a, b, "x", Instance.NO_AGE);
        awaitNudge(a, c, "y", Instance.NO_AGE);
    }

    @Test
    default void aNudgeTellsTheNumberAndAllItsTags() {
        Instance a = fleet().started("a");
        Instance b = fleet().instance("b");
        List<Nudge> heard = b.nudges();
        awaitNudge(a, heard, "begun", Instance.NO_AGE);

        Bumped last = a.bump("x", "y", "z");
        fleet().eventually("a nudge", () -> heard.stream().anyMatch(nudge -> nudge.seq() == last.seq()));

        assertThat(of(heard, last.seq()).tags()).containsExactlyInAnyOrder(b.hashes("x", "y", "z"));
    }

    @Test
    default void aNudgeOfAsManyTagsAsAllowedTellsAll() {
        Instance a = fleet().started("a");
        Instance b = fleet().instance("b");
        List<Nudge> heard = b.nudges();
        awaitNudge(a, heard, "begun", Instance.NO_AGE);
        String[] tags = Instance.many("t", Sequencer.MOST_TAGS);

        long seq = a.bump(tags).seq();
        fleet().eventually("a nudge", () -> heard.stream().anyMatch(nudge -> nudge.seq() == seq));

        assertThat(of(heard, seq).tags()).containsExactlyInAnyOrder(b.hashes(tags));
    }

    @Test
    default void aNudgeTellsWhenTheChangeWasCommittedByTheServersClock() {
        Instance a = fleet().started("a");
        List<Nudge> heard = fleet().instance("b").nudges();
        long age = TimeUnit.SECONDS.toMicros(5);

        long before = a.poll(0).serverMicros();
        awaitNudge(a, heard, "x", age);
        long after = a.poll(0).serverMicros();

        assertThat(heard.get(0).committedMicros()).isBetween(before - age, after - age);
    }

    @Test
    default void aNudgeOfAnUnknownAgeSaysSo() {
        Instance a = fleet().started("a");
        List<Nudge> heard = fleet().instance("b").nudges();

        awaitNudge(a, heard, "x", Instance.NO_AGE);

        assertThat(heard).extracting(Nudge::committedMicros).containsOnly(-1L);
    }

    @Test
    default void aNudgeNamesTheInstanceWhoseWriterBumped() {
        Instance a = fleet().started("a");
        List<Nudge> heard = fleet().instance("b").nudges();
        a.poll(0);

        awaitNudge(a, heard, "x", Instance.NO_AGE);

        assertThat(heard).extracting(Nudge::writer).containsOnly("a");
    }

    @Test
    default void aNudgeOfARelayNamesNobody() {
        Instance a = fleet().started("a");
        List<Nudge> heard = fleet().instance("b").nudges();
        a.poll(0);
        awaitNudge(a, heard, "begun", Instance.NO_AGE);

        long seq = a.relay(a.head(), "x").seq();
        awaitNudge(a, heard, "fence", Instance.NO_AGE);

        assertThat(of(heard, seq).writer()).isEmpty();
    }

    @Test
    default void aNotedTransactionNudgesNobody() {
        Instance a = fleet().started("a");
        Instance b = fleet().instance("b");
        List<Nudge> heard = b.nudges();
        TransactionId transaction = new TransactionId(7, 1);
        a.bump(transaction, "x");

        a.bump(transaction, "again");
        awaitNudge(a, heard, "fence", Instance.NO_AGE);

        assertThat(b.mentions(heard, "again")).isFalse();
    }

    @Test
    default void aClosedInstanceHearsNothingMore() {
        Instance a = fleet().started("a");
        Instance b = fleet().instance("b");
        List<Nudge> ended = b.nudges();
        List<Nudge> running = fleet().instance("c").nudges();
        awaitNudge(a, ended, "begun", Instance.NO_AGE);

        b.remote().close();
        awaitNudge(a, running, "x", Instance.NO_AGE);

        assertThat(a.mentions(ended, "x")).isFalse();
    }
}
