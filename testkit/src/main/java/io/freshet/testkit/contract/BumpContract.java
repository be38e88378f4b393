package io.freshet.testkit.contract;

import io.freshet.change.ChangeSet;
import io.freshet.change.TransactionId;
import io.freshet.remote.Sequencer;
import io.freshet.remote.Sequencer.Bump;
import io.freshet.remote.Sequencer.Bumped;
import io.freshet.remote.UncertifiedException;
import io.freshet.tag.Tag;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

import static io.freshet.remote.Sequencer.firstOf;
import static io.freshet.testkit.contract.Answers.now;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** The rules of {@link Sequencer#bump}, {@link Sequencer#relay} and {@link Sequencer#validate}: every bump has a number of its own, and all its tags have it. */
public interface BumpContract extends Rules {

    @Test
    default void aServerWithoutASequenceRefusesBumps() {
        Instance a = fleet().instance("a");

        assertThatExceptionOfType(UncertifiedException.class).isThrownBy(() -> a.bump("x"));
        assertThatExceptionOfType(UncertifiedException.class).isThrownBy(() -> a.relay(a.head(), "x"));
        assertThat(a.head().top()).isZero();
    }

    @Test
    default void allTagsOfABumpAreRaisedToItsNumber() {
        Instance a = fleet().started("a");

        Bumped bumped = a.bump("x", "y", "z");

        assertThat(a.validate("x", "y", "z")).containsOnly(bumped.seq());
        assertThat(bumped.isNew()).isTrue();
    }

    @Test
    default void everyBumpHasTheNumberAfterTheOneBefore() {
        Instance a = fleet().started("a");
        Instance b = fleet().instance("b");
        long top = a.head().top();

        assertThat(a.bump("x").seq()).isEqualTo(top + 1);
        assertThat(b.bump("y").seq()).isEqualTo(top + 2);
        assertThat(a.bump("x").seq()).isEqualTo(top + 3);
        assertThat(b.head().top()).isEqualTo(top + 3);
    }

    @Test
    default void bumpsAtTheSameTimeHaveDifferentNumbers() {
        Instance a = fleet().started("a");
        Instance b = fleet().instance("b");
        List<CompletionStage<Bumped>> sent = new ArrayList<>();

        for (int i = 0; i < 100; i++) {
            sent.add(a.sequencer().bump(a.change(TransactionId.none(), "a" + i), Instance.NO_AGE));
            sent.add(b.sequencer().bump(b.change(TransactionId.none(), "b" + i), Instance.NO_AGE));
        }

        assertThat(sent.stream().map(stage -> now(stage).seq())).doesNotHaveDuplicates();
        assertThat(a.head().top()).isEqualTo(firstOf(1) + 200);
    }

    @Test
    default void aBumpIsKnownToEveryInstanceWhenItIsAnswered() {
        Instance a = fleet().started("a");
        Instance b = fleet().instance("b");

        long seq = a.bump("x").seq();

        assertThat(b.validate("x")).containsExactly(seq);
        assertThat(b.poll(0).bumps()).contains(b.raised("x", seq));
    }

    @Test
    default void aServerWithoutACertificateRefusesTheBumpOfAWriter() {
        Instance a = fleet().started("a");
        a.recover(2, true);

        assertThatExceptionOfType(UncertifiedException.class).isThrownBy(() -> a.bump("x"));
        assertThat(a.head().top()).isEqualTo(firstOf(2));
    }

    @Test
    default void aRelayBumpsBeforeTheFirstCertificateOfItsLineage() {
        Instance a = fleet().started("a");
        a.recover(2, true);

        long seq = a.relay(a.head(), "x").seq();
        a.certify(a.head(), "s");

        assertThat(seq).isEqualTo(firstOf(2) + 1);
        assertThat(a.validate("x")).containsExactly(seq);
    }

    @Test
    default void aBumpRaisesAsManyTagsAsAllowed() {
        Instance a = fleet().started("a");
        String[] tags = Instance.many("t", Sequencer.MOST_TAGS);

        long seq = a.bump(tags).seq();

        assertThat(a.validate(tags)).hasSize(Sequencer.MOST_TAGS).containsOnly(seq);
    }

    @Test
    default void aBumpOfMoreTagsThanAllowedIsMisuse() {
        Instance a = fleet().started("a");

        assertThatIllegalArgumentException().isThrownBy(() -> a.bumpMany("t", Sequencer.MOST_TAGS + 1));
        assertThat(a.head().top()).isEqualTo(firstOf(1));
    }

    @Test
    default void everyHashIsATag() {
        Instance a = fleet().started("a");
        List<Tag> tags = Stream.of(Long.MIN_VALUE, -5L, 1L, Long.MAX_VALUE - 5, 1L << 53)
                .map(a::tagAt)
                .toList();
        long seq = now(a.sequencer()
                        .bump(
                                new ChangeSet(
                                        TransactionId.none(),
                                        tags,
                                        "kit",
                                        a.change(TransactionId.none()).directReads()),
                                Instance.NO_AGE))
                .seq();
        long[] hashes = tags.stream().mapToLong(Tag::hash).toArray();

        assertThat(now(a.sequencer().validate(hashes))).hasSize(tags.size()).containsOnly(seq);
        assertThat(a.poll(0).bumps()).extracting(Bump::tag).containsExactlyInAnyOrderElementsOf(hashesOf(tags));
    }

    private static List<Long> hashesOf(List<Tag> tags) {
        return tags.stream().map(Tag::hash).toList();
    }

    @Test
    default void numbersOfTheLastLineageStaySharp() {
        long last = (1L << 22) - 1;
        Instance a = fleet().instance("a");
        a.start(last);

        long first = a.bump("x").seq();
        long second = a.bump("y").seq();

        assertThat(first).isEqualTo(firstOf(last) + 1);
        assertThat(second).isEqualTo(first + 1);
        assertThat(a.poll(first).bumps()).containsExactly(a.raised("y", second));
        assertThat(a.poll(second).bumps()).isEmpty();
        assertThat(a.head().top()).isEqualTo(second);
    }

    @Test
    default void validateAnswersForEachTagInTheOrderAsked() {
        Instance a = fleet().started("a");
        long x = a.bump("x").seq();
        long y = a.bump("y").seq();

        assertThat(a.validate("y", "x", "y")).containsExactly(y, x, y);
    }

    @Test
    default void validateAnswersForAsManyTagsAsAsked() {
        Instance a = fleet().started("a");
        String[] tags = Instance.many("t", 9_000);
        long last = a.bump(tags[8_999]).seq();

        long[] seqs = a.validate(tags);

        assertThat(seqs).hasSize(9_000);
        assertThat(seqs[8_999]).isEqualTo(last);
        assertThat(seqs[0]).isEqualTo(firstOf(1));
    }

    @Test
    default void validateTellsTheLastBumpOfATag() {
        Instance a = fleet().started("a");
        a.bump("x");
        long last = a.bump("x").seq();
        a.bump("y");

        assertThat(a.validate("x")).containsExactly(last);
    }

    @Test
    default void validateNeverTellsLessThanTheFloor() {
        Instance a = fleet().started("a");
        a.bump("x");
        a.recover(2, false);
        a.certify(a.head(), "s");

        assertThat(a.poll(0).floor()).isEqualTo(firstOf(2));
        assertThat(a.validate("x", "never raised")).containsExactly(firstOf(2), firstOf(2));
    }

    @Test
    default void validateTellsNothingWithoutACertificate() {
        Instance a = fleet().instance("a");
        assertThat(a.validate("x")).isEmpty();

        a.start(1);
        a.bump("x");
        a.recover(2, true);

        assertThat(a.validate("x", "y")).isEmpty();
    }
}
