package io.freshet.freshness;

import io.freshet.change.ChangeSet;
import io.freshet.change.TransactionId;
import io.freshet.remote.RemoteException;
import io.freshet.remote.Sequencer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import static org.assertj.core.api.Assertions.assertThat;

class PollerTests {

    private static final long INTERVAL = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long L1 = Sequencer.firstOf(1);

    private long now = TimeUnit.SECONDS.toNanos(100);
    private final Freshness freshness = new Freshness(Duration.ofSeconds(1), () -> now);
    private final FleetWaits waits = new FleetWaits();
    private final LagMeter lags = new LagMeter(1);
    private final Asked server = new Asked();
    private int wakes;
    private final Poller poller =
            new Poller(0, "i", server, freshness, waits, () -> now, INTERVAL, lags, () -> wakes++);

    private void answer(int which, long counter, long top, boolean more, long fleet, Sequencer.Bump... bumps) {
        server.answers
                .get(which)
                .complete(new Sequencer.Poll(
                        true, 1, counter, L1, top, List.of(bumps), more, fleet, "s", L1, 0, new long[0]));
    }

    @Test
    void polls_comeAtAnInterval_andAtOnceWhenHurried() {
        assertThat(poller.step()).isEqualTo(5 * INTERVAL);
        answer(0, 1, L1, false, -1);
        assertThat(poller.step()).isEqualTo(INTERVAL);
        assertThat(server.answers).hasSize(1);
        poller.pollSoon();
        poller.step();
        assertThat(server.answers).hasSize(2);
        answer(1, 2, L1, false, -1);
        now += INTERVAL;
        poller.step();
        assertThat(server.answers).hasSize(3);
    }

    @Test
    void anUnansweredPoll_countsAsLostAfterAWhile_andItsLateAnswerStillDoesGood() {
        freshness.bumped(0, L1, new long[0]);
        freshness.apply(
                0,
                new Moment(now, 0),
                new Sequencer.Poll(true, 1, 0, L1, L1, List.of(), false, -1, "s", L1, 0, new long[0]));
        poller.step();
        now += 5 * INTERVAL - 1;
        assertThat(poller.step()).isEqualTo(1);
        now += 1;
        poller.step();
        assertThat(server.answers).hasSize(2);
        assertThat(poller.isUnreachable()).isTrue();
        answer(1, 1, L1, false, -1);
        assertThat(poller.isUnreachable()).isFalse();
        now += INTERVAL;
        poller.step();
        answer(2, 3, L1, false, -1);
        Duration left = freshness.leaseLeft();
        answer(0, 1, L1, false, -1);
        assertThat(freshness.leaseLeft()).as("it asked earlier").isEqualTo(left);
        assertThat(freshness.hasLease()).isTrue();
    }

    @Test
    void answersToPollsOfNoMember_giveNoLease_howeverMany() {
        for (int i = 0; i < 4; i++) {
            poller.step();
            now += 5 * INTERVAL;
        }
        for (int i = 0; i < 4; i++) {
            answer(i, 1 + 2 * i, L1, false, -1);
        }
        assertThat(freshness.seq(0)).isEqualTo(L1);
        assertThat(freshness.hasLease()).isFalse();
        poller.step();
        answer(4, 11, L1, false, -1);
        assertThat(freshness.hasLease()).isTrue();
    }

    @Test
    void unreachableSince_isTheFirstFailure() {
        poller.step();
        server.answers.get(0).completeExceptionally(new RemoteException("away"));
        long since = now;
        now += INTERVAL;
        poller.step();
        server.answers.get(1).completeExceptionally(new RemoteException("away"));
        assertThat(poller.unreachable()).isEqualTo(since);
    }

    @Test
    void aNudgeOverAGap_isFollowedByAPollThatRepairsIt() {
        poller.listen();
        poller.step();
        answer(0, 1, L1, false, -1);
        server.nudges.forEach(nudge -> nudge.accept(new Sequencer.Nudge(L1 + 2, new long[] {5}, -1, 1, "i")));
        assertThat(freshness.seq(0)).isEqualTo(L1);
        assertThat(server.answers).as("whoever hears the nudge polls").hasSize(2);
        answer(1, 2, L1 + 2, false, -1, new Sequencer.Bump(9, L1 + 1), new Sequencer.Bump(5, L1 + 2));
        assertThat(freshness.seq(0)).isEqualTo(L1 + 2);
        assertThat(lags.gapsRepaired()).isEqualTo(1);
    }

    @Test
    void aNudge_isFollowedByAPoll_unlessAWriterHereMadeIt() {
        poller.listen();
        poller.step();
        answer(0, 1, L1, false, -1);
        assertThat(poller.others()).isEqualTo(-1);
        server.nudges.forEach(nudge -> nudge.accept(new Sequencer.Nudge(L1 + 1, new long[] {5}, -1, 2, "i")));
        assertThat(freshness.seq(0)).isEqualTo(L1 + 1);
        assertThat(poller.others()).isEqualTo(2);
        assertThat(server.answers).hasSize(1);
        server.nudges.forEach(nudge -> nudge.accept(new Sequencer.Nudge(L1 + 2, new long[] {5}, -1, 2, "j")));
        assertThat(server.answers).hasSize(2);
    }

    @Test
    void aFullPage_isFollowedByTheNextAtOnce() {
        poller.step();
        answer(0, 1, L1 + 9, true, -1, new Sequencer.Bump(5, L1 + 4));
        assertThat(wakes).isPositive();
        poller.step();
        assertThat(server.requests.get(1).since()).isEqualTo(L1 + 4);
    }

    @Test
    void aWriterWhoWaits_isToldByThePollThatAskedForTheFleet() throws InterruptedException {
        poller.step();
        answer(0, 1, L1, false, L1 + 9);
        FleetWaits.Wait wait = waits.add(Map.of(0, L1 + 1));
        assertThat(wait.await(Duration.ZERO)).isFalse();
        poller.watch();
        assertThat(server.requests).as("somebody has just asked").hasSize(1);
        now += TimeUnit.MICROSECONDS.toNanos(250);
        poller.watch();
        assertThat(server.requests.get(1).fleet()).isTrue();
        answer(1, 2, L1 + 1, false, L1);
        assertThat(wait.await(Duration.ZERO)).isFalse();
        now += TimeUnit.MICROSECONDS.toNanos(250);
        poller.watch();
        answer(2, 2, L1 + 1, false, L1 + 1);
        assertThat(wait.await(Duration.ZERO)).isTrue();
        waits.remove(wait);
        assertThat(waits.isEmpty()).isTrue();
    }

    private static final class Asked implements Sequencer {

        final List<CompletableFuture<Poll>> answers = new ArrayList<>();
        final List<PollRequest> requests = new ArrayList<>();
        final List<Consumer<Nudge>> nudges = new ArrayList<>();

        @Override
        public CompletionStage<Poll> poll(PollRequest request) {
            requests.add(request);
            answers.add(new CompletableFuture<>());
            return answers.get(answers.size() - 1);
        }

        @Override
        public void onNudge(Consumer<Nudge> listener) {
            nudges.add(listener);
        }

        @Override
        public CompletionStage<Bumped> bump(ChangeSet change, long ageMicros) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<Bumped> relay(ChangeSet change, long ageMicros, Head head) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<long[]> validate(long[] tags) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<Head> head() {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<@Nullable Void> recover(long lineage, boolean replay) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<Set<TransactionId>> done(Collection<TransactionId> transactions, String serverId) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<Boolean> certify(Certificate certificate) {
            throw new UnsupportedOperationException();
        }
    }
}
