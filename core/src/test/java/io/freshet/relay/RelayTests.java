package io.freshet.relay;

import io.freshet.change.ChangeSet;
import io.freshet.change.TransactionId;
import io.freshet.event.CacheEvents;
import io.freshet.remote.InProcessRemote;
import io.freshet.remote.InProcessRemote.Image;
import io.freshet.remote.Partitions;
import io.freshet.remote.Sequencer;
import io.freshet.remote.Sequencer.Head;
import io.freshet.remote.Sequencer.Poll;
import io.freshet.remote.Sequencer.PollRequest;
import io.freshet.remote.UncertifiedException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RelayTests {

    private static final ChangeSet BILL = ChangeSet.of(new TransactionId(7, 1), List.of("table/bill"), "");

    private long known;
    private Runnable takeOver = () -> {};
    private final InProcessRemote server = new InProcessRemote(() -> 0);
    private final FilledOutbox outbox = new FilledOutbox();
    private final Relay relay = new Relay(server.partitions(), outbox, partition -> known, () -> 0, new CacheEvents());

    private Sequencer sequencer() {
        return server.partitions().get(0);
    }

    private Head head() {
        return sequencer().head().toCompletableFuture().join();
    }

    private Poll poll() {
        return sequencer()
                .poll(new PollRequest("i", -1, 1_000, false))
                .toCompletableFuture()
                .join();
    }

    private Set<Integer> cycle() throws InterruptedException {
        return relay.cycle(Set.of(0)).certified();
    }

    @Test
    void anEmptyServer_beginsALineage_andIsCertified() throws InterruptedException {
        assertThat(cycle()).containsExactly(0);
        assertThat(head().certified()).isTrue();
        assertThat(head().lineage()).isEqualTo(1);
        assertThat(poll().floor()).isEqualTo(Sequencer.firstOf(1));
    }

    @Test
    void whatNobodyHasBumped_isBumped_andWhatAWriterHas_isNot() throws InterruptedException {
        cycle();
        outbox.news = List.of(BILL);
        cycle();
        assertThat(poll().top()).isEqualTo(Sequencer.firstOf(1) + 1);
        cycle();
        assertThat(poll().top()).as("noted as done").isEqualTo(Sequencer.firstOf(1) + 1);
        outbox.news = List.of(ChangeSet.of(new TransactionId(7, 2), List.of("table/bill", "table/visit"), ""));
        cycle();
        assertThat(poll().top())
                .as("a row was added after the writer had read them")
                .isEqualTo(Sequencer.firstOf(1) + 2);
    }

    @Test
    void afterAFailover_theSequenceJumps_andIsReplayed() throws InterruptedException {
        cycle();
        Image image = server.image();
        outbox.news = List.of(BILL);
        cycle();
        server.failOver(image);
        assertThat(poll().certified()).isFalse();
        cycle();
        assertThat(poll().lineage()).isEqualTo(2);
        assertThat(poll().bumps()).containsExactly(new Sequencer.Bump(BILL.hashes()[0], Sequencer.firstOf(2) + 1));
    }

    @Test
    void aServerThatTakesTheOthersPlace_afterItBeganALineage_isNotCertified() throws InterruptedException {
        cycle();
        Image old = server.image();
        server.failOver(old);
        takeOver = () -> server.failOver(old);
        Relay slow = new Relay(
                new Partitions(List.of(new Swapped(sequencer()))), outbox, partition -> 0, () -> 0, new CacheEvents());
        assertThat(slow.cycle(Set.of(0)).certified()).isEmpty();
        assertThat(head().certified()).isFalse();
    }

    @Test
    void anOutboxThatIsTrimmedWhileItIsRead_isNoProof() throws InterruptedException {
        cycle();
        outbox.onRead = () -> outbox.reaches = false;
        assertThat(cycle()).isEmpty();
        assertThat(head().counter()).isEqualTo(1);
        outbox.onRead = () -> outbox.reaches = true;
        assertThat(cycle()).containsExactly(0);
        assertThat(head().lineage()).as("what was trimmed cannot be replayed").isEqualTo(2);
    }

    @Test
    void aRelayThatWasOvertaken_raisesNothingAgain_ofWhatTheOtherHasNotedAndForgotten() throws InterruptedException {
        cycle();
        outbox.news = List.of(BILL);
        FilledOutbox quickOutbox = new FilledOutbox();
        quickOutbox.news = outbox.news;
        quickOutbox.oldestRunning = BILL.transaction().id() + 1;
        Relay quick = new Relay(server.partitions(), quickOutbox, partition -> 0, () -> 0, new CacheEvents());
        List<Set<Integer>> meanwhile = new ArrayList<>();
        outbox.onRead = () -> meanwhile.add(certified(quick));
        assertThat(cycle()).isEmpty();
        assertThat(meanwhile).containsExactly(Set.of(0));
        assertThat(poll().top()).isEqualTo(Sequencer.firstOf(1) + 1);
    }

    private static Set<Integer> certified(Relay relay) {
        try {
            return relay.cycle(Set.of(0)).certified();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theOutbox_isReadOnlyWhenTheLineageHasBegun() throws InterruptedException {
        cycle();
        server.failOver(server.image());
        outbox.onRead = () -> assertThat(head().lineage()).isEqualTo(2);
        assertThat(cycle()).containsExactly(0);
    }

    @Test
    void aLineageThatIsOlderThanTheOneSeenBefore_isARelapse() throws InterruptedException {
        cycle();
        known = 5;
        cycle();
        assertThat(head().lineage()).isEqualTo(6);
    }

    @Test
    void anOutboxThatDoesNotReachBack_makesEveryEarlierStampWorthless() throws InterruptedException {
        cycle();
        outbox.reaches = false;
        assertThat(cycle()).as("its own certificate, until it reads").isEmpty();
        cycle();
        assertThat(poll().floor()).isEqualTo(Sequencer.firstOf(2));
    }

    @Test
    void aRelayThatHasCertified_asksOnlyByReading_untilACycleFails() throws InterruptedException {
        cycle();
        cycle();
        assertThat(outbox.asked).isZero();
        certified(new Relay(server.partitions(), outbox, partition -> 0, () -> 0, new CacheEvents()));
        assertThat(outbox.asked).as("what another has certified").isEqualTo(1);
        outbox.onRead = () -> {
            throw new OutboxException("gone", new IllegalStateException());
        };
        assertThatThrownBy(this::cycle).isInstanceOf(OutboxException.class);
        outbox.onRead = () -> {};
        assertThat(cycle()).containsExactly(0);
        assertThat(outbox.asked).as("another server may answer now").isEqualTo(2);
    }

    private static final class FilledOutbox extends EmptyOutbox {

        List<ChangeSet> news = new ArrayList<>();
        int asked;
        boolean reaches = true;
        long oldestRunning = 1;
        Runnable onRead = () -> {};

        @Override
        public Batch read(String sinceSnapshot) {
            onRead.run();
            return new Batch(
                    "now",
                    sinceSnapshot.isEmpty() || reaches,
                    oldestRunning,
                    1,
                    sinceSnapshot.isEmpty() ? List.of() : news);
        }

        @Override
        public boolean reachesBackTo(String snapshot) {
            asked++;
            return reaches;
        }
    }

    @Test
    void aConnectionThatChangesSidesBetweenHeadAndBump_certifiesNothing() throws InterruptedException {
        InProcessRemote otherSide = new InProcessRemote(() -> 0);
        new Relay(otherSide.partitions(), outbox, partition -> 1, () -> 0, new CacheEvents()).cycle(Set.of(0));
        cycle();
        long top = poll().top();
        outbox.news = List.of(BILL);
        for (boolean isQuestionToo : List.of(true, false)) {
            Sequencer toAndFro = new ForwardingSequencer(sequencer()) {
                @Override
                public CompletionStage<Set<TransactionId>> done(
                        Collection<TransactionId> transactions, String serverId) {
                    return (isQuestionToo ? otherSide.partitions().get(0) : sequencer()).done(transactions, serverId);
                }

                @Override
                public CompletionStage<Bumped> relay(ChangeSet change, long ageMicros, Head head) {
                    return otherSide.partitions().get(0).relay(change, ageMicros, head);
                }
            };
            Relay.Outcome outcome = new Relay(
                            new Partitions(List.of(toAndFro)), outbox, partition -> 1, () -> 0, new CacheEvents())
                    .cycle(Set.of(0));
            assertThat(outcome.certified()).isEmpty();
            assertThat(outcome.failure()).hasRootCauseInstanceOf(UncertifiedException.class);
        }
        assertThat(poll().top()).isEqualTo(top);
        assertThat(cycle()).containsExactly(0);
        assertThat(poll().top()).isEqualTo(top + 1);
    }

    /** Another server answers once a lineage has begun. */
    private final class Swapped extends ForwardingSequencer {

        Swapped(Sequencer delegate) {
            super(delegate);
        }

        @Override
        public CompletionStage<@Nullable Void> recover(long lineage, boolean replay) {
            CompletionStage<@Nullable Void> begun = super.recover(lineage, replay);
            takeOver.run();
            return begun;
        }
    }
}
