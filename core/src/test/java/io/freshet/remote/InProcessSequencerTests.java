package io.freshet.remote;

import io.freshet.change.ChangeSet;
import io.freshet.change.TransactionId;
import io.freshet.remote.Sequencer.Certificate;
import io.freshet.remote.Sequencer.Head;
import io.freshet.remote.Sequencer.Poll;
import io.freshet.remote.Sequencer.PollRequest;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What the compatibility kit cannot do to a server: lose some of its keys. */
class InProcessSequencerTests {

    private static final TransactionId TRANSACTION = new TransactionId(4, 1);
    private static final ChangeSet WRITE = ChangeSet.of(TRANSACTION, List.of("t"), "");

    private final InProcessRemote server = new InProcessRemote(() -> 0);
    private final InProcessSequencer sequencer =
            (InProcessSequencer) server.partitions().get(0);

    private static <T> T now(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    private Head head() {
        return now(sequencer.head());
    }

    private Poll poll() {
        return now(sequencer.poll(new PollRequest("i", 0, 1_000, false)));
    }

    private void certify(String snapshot) {
        Head head = head();
        assertThat(now(sequencer.certify(
                        new Certificate(head.counter(), head.serverId(), head.lineage(), head.top(), snapshot, 1))))
                .isTrue();
    }

    private void begin() {
        now(sequencer.recover(1, false));
        certify("s");
        now(sequencer.bump(WRITE, -1));
    }

    @Test
    void recover_clearsTheCertificateAndWhatWasDone_inTheSameStep() {
        begin();
        assertThat(poll().certified()).isTrue();
        now(sequencer.recover(2, true));
        assertThat(poll().certified()).isFalse();
        assertThat(head().snapshot()).isEqualTo("s");
        assertThat(now(sequencer.done(Set.of(TRANSACTION), head().serverId()))).isEmpty();
        assertThat(now(sequencer.relay(WRITE, -1, head())).isNew()).isTrue();
        assertThat(head().top()).isEqualTo(Sequencer.firstOf(2) + 1);
    }

    @Test
    void aLostSequence_isNotCertified_andCannotBeReplayed() {
        begin();
        sequencer.loseSequence();
        assertThat(poll().certified()).isFalse();
        assertThatThrownBy(() -> now(sequencer.bump(WRITE, -1))).hasCauseInstanceOf(UncertifiedException.class);
        now(sequencer.recover(2, true));
        certify("s2");
        assertThat(poll().floor())
                .as("what was bumped before the snapshot is lost")
                .isEqualTo(Sequencer.firstOf(2));
    }

    @Test
    void aLostHead_isNotCertified() {
        begin();
        sequencer.loseHead();
        assertThat(poll().certified()).isFalse();
        assertThat(head().top()).isEqualTo(Sequencer.firstOf(1) + 1);
    }

    @Test
    void lostMembers_areNotCertified_untilALineageBegins() {
        begin();
        sequencer.loseMembers();
        assertThat(poll().certified()).isFalse();
        now(sequencer.recover(2, true));
        certify("s2");
        assertThat(poll().certified()).isTrue();
    }

    @Test
    void lostTransactions_costASecondBump() {
        begin();
        sequencer.loseTransactions();
        assertThat(poll().certified()).isTrue();
        assertThat(now(sequencer.bump(WRITE, -1)).isNew()).isTrue();
    }

    @Test
    void whatIsTrimmed_raisesTheFloor() {
        begin();
        now(sequencer.bump(ChangeSet.of(List.of("other"), ""), -1));
        sequencer.trim(1);
        assertThat(poll().floor()).isEqualTo(Sequencer.firstOf(1) + 1);
        assertThat(poll().bumps()).hasSize(1);
    }
}
