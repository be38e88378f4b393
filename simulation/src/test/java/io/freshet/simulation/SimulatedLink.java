package io.freshet.simulation;

import io.freshet.change.ChangeSet;
import io.freshet.change.TransactionId;
import io.freshet.remote.RemoteException;
import io.freshet.remote.Sequencer;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A partition of the sequence as one instance reaches it. Whoever waits for an answer may find that anything has happened meanwhile; polls and
 * nudges, for which nobody waits, may arrive whenever they like, or never.
 */
final class SimulatedLink implements Sequencer {

    private final SimulatedFleet fleet;
    private final SimulatedInstance instance;
    private final int partition;
    private final List<Consumer<Nudge>> listeners = new ArrayList<>();

    SimulatedLink(SimulatedFleet fleet, SimulatedInstance instance, int partition) {
        this.fleet = fleet;
        this.instance = instance;
        this.partition = partition;
    }

    private <T extends @Nullable Object> CompletionStage<T> ask(Function<Sequencer, CompletionStage<T>> question) {
        fleet.interlude(instance);
        if (instance.isCutOff()) {
            return failed();
        }
        CompletionStage<T> answer = question.apply(instance.server().sequencer(partition));
        fleet.interlude(instance);
        return instance.isCutOff() || fleet.losesAnswer() ? failed() : answer;
    }

    private static <T extends @Nullable Object> CompletionStage<T> failed() {
        return CompletableFuture.failedFuture(new RemoteException("away"));
    }

    /** The server in process takes the writer to be a member, which it may be no longer. */
    @Override
    public CompletionStage<Bumped> bump(ChangeSet change, long ageMicros) {
        return ask(sequencer -> sequencer.bump(change, ageMicros))
                .thenApply(bumped ->
                        new Bumped(bumped.seq(), bumped.others() < 0 ? -1 : bumped.others() + 1, bumped.isNew()));
    }

    @Override
    public CompletionStage<Bumped> relay(ChangeSet change, long ageMicros, Head head) {
        return ask(meant -> fleet.reached(instance).sequencer(partition).relay(change, ageMicros, head));
    }

    @Override
    public CompletionStage<Poll> poll(PollRequest request) {
        CompletableFuture<Poll> answer = new CompletableFuture<>();
        fleet.soonOrLater(instance, () -> arrived(request, answer));
        return answer;
    }

    private void arrived(PollRequest request, CompletableFuture<Poll> answer) {
        if (instance.isCutOff()) {
            fleet.soonOrLater(instance, () -> answer.completeExceptionally(new RemoteException("away")));
            return;
        }
        CompletionStage<Poll> poll = instance.server().sequencer(partition).poll(request);
        if (!fleet.losesAnswer()) {
            fleet.soonOrLater(instance, () -> poll.thenAccept(answer::complete));
        }
    }

    @Override
    public CompletionStage<long[]> validate(long[] tags) {
        return ask(sequencer -> sequencer.validate(tags));
    }

    @Override
    public CompletionStage<Head> head() {
        return ask(Sequencer::head);
    }

    @Override
    public CompletionStage<@Nullable Void> recover(long lineage, boolean replay) {
        return ask(sequencer -> {
            CompletionStage<@Nullable Void> begun = sequencer.recover(lineage, replay);
            fleet.recovered(instance.server());
            return begun;
        });
    }

    @Override
    public CompletionStage<Set<TransactionId>> done(Collection<TransactionId> transactions, String serverId) {
        return ask(meant -> fleet.reached(instance).sequencer(partition).done(transactions, serverId));
    }

    @Override
    public CompletionStage<Boolean> certify(Certificate certificate) {
        return ask(sequencer -> sequencer.certify(certificate));
    }

    @Override
    public void onNudge(Consumer<Nudge> listener) {
        listeners.add(listener);
    }

    /** A message has come. */
    void nudged(Nudge nudge) {
        listeners.forEach(listener -> listener.accept(nudge));
    }
}
