package io.freshet.remote;

import io.freshet.change.ChangeSet;
import io.freshet.change.TransactionId;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** One instance's way to a shared tier inside the process. Thread-safe. */
final class InProcessConnection implements Remote {

    private final InProcessRemote server;
    private final List<Link> links = new ArrayList<>();
    private final Partitions partitions;

    InProcessConnection(InProcessRemote server, List<InProcessSequencer> sequencers) {
        this.server = server;
        sequencers.forEach(sequencer -> links.add(new Link(sequencer)));
        this.partitions = new Partitions(List.copyOf(links));
    }

    @Override
    public EntryStore entries() {
        return server.entries();
    }

    @Override
    public Partitions partitions() {
        return partitions;
    }

    @Override
    public FleetFlights flights() {
        return server.flights();
    }

    @Override
    public ControlStore controls() {
        return server.controls();
    }

    @Override
    public Roster roster() {
        return server.roster();
    }

    @Override
    public Questions questions() {
        return server.questions();
    }

    @Override
    public boolean isInProcess() {
        return true;
    }

    @Override
    public String description() {
        return server.description();
    }

    @Override
    public void close() {
        links.forEach(Link::close);
    }

    /** Takes the name under which it polled last as its own. */
    private static final class Link implements Sequencer {

        private final InProcessSequencer sequencer;
        private final List<Consumer<Nudge>> listeners = new CopyOnWriteArrayList<>();
        private volatile String self = "";

        Link(InProcessSequencer sequencer) {
            this.sequencer = sequencer;
        }

        @Override
        public CompletionStage<Bumped> bump(ChangeSet change, long ageMicros) {
            return sequencer.bump(change, ageMicros, self, null);
        }

        @Override
        public CompletionStage<Bumped> relay(ChangeSet change, long ageMicros, Head head) {
            return sequencer.bump(change, ageMicros, self, head);
        }

        @Override
        public CompletionStage<Poll> poll(PollRequest request) {
            self = request.instance();
            return sequencer.poll(request);
        }

        @Override
        public CompletionStage<long[]> validate(long[] tags) {
            return sequencer.validate(tags);
        }

        @Override
        public CompletionStage<Head> head() {
            return sequencer.head();
        }

        @Override
        public CompletionStage<@Nullable Void> recover(long lineage, boolean replay) {
            return sequencer.recover(lineage, replay);
        }

        @Override
        public CompletionStage<Set<TransactionId>> done(Collection<TransactionId> transactions, String serverId) {
            return sequencer.done(transactions, serverId);
        }

        @Override
        public CompletionStage<Boolean> certify(Certificate certificate) {
            return sequencer.certify(certificate);
        }

        @Override
        public void onNudge(Consumer<Nudge> listener) {
            listeners.add(listener);
            sequencer.onNudge(listener);
        }

        void close() {
            listeners.forEach(sequencer::forget);
        }
    }
}
