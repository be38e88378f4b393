package io.freshet.relay;

import io.freshet.change.ChangeSet;
import io.freshet.change.TransactionId;
import io.freshet.remote.Sequencer;
import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** A sequencer that passes everything on: for tests to change some of it. */
public class ForwardingSequencer implements Sequencer {

    private final Sequencer delegate;

    /** Passes on to another. */
    public ForwardingSequencer(Sequencer delegate) {
        this.delegate = delegate;
    }

    @Override
    public CompletionStage<Bumped> bump(ChangeSet change, long ageMicros) {
        return delegate.bump(change, ageMicros);
    }

    @Override
    public CompletionStage<Bumped> relay(ChangeSet change, long ageMicros, Head head) {
        return delegate.relay(change, ageMicros, head);
    }

    @Override
    public CompletionStage<Poll> poll(PollRequest request) {
        return delegate.poll(request);
    }

    @Override
    public CompletionStage<long[]> validate(long[] tags) {
        return delegate.validate(tags);
    }

    @Override
    public CompletionStage<Head> head() {
        return delegate.head();
    }

    @Override
    public CompletionStage<@Nullable Void> recover(long lineage, boolean replay) {
        return delegate.recover(lineage, replay);
    }

    @Override
    public CompletionStage<Set<TransactionId>> done(Collection<TransactionId> transactions, String serverId) {
        return delegate.done(transactions, serverId);
    }

    @Override
    public CompletionStage<Boolean> certify(Certificate certificate) {
        return delegate.certify(certificate);
    }

    @Override
    public void onNudge(Consumer<Nudge> listener) {
        delegate.onNudge(listener);
    }
}
