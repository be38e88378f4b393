package io.freshet.testkit.contract;

import io.freshet.change.ChangeSet;
import io.freshet.change.TransactionId;
import io.freshet.remote.ControlStore;
import io.freshet.remote.EntryStore;
import io.freshet.remote.FleetFlights;
import io.freshet.remote.Partitions;
import io.freshet.remote.Questions;
import io.freshet.remote.Remote;
import io.freshet.remote.RemoteException;
import io.freshet.remote.Roster;
import io.freshet.remote.Sequencer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** One connection to a {@link FlawedServer}. */
final class FlawedRemote implements Remote {

    private final FlawedServer server;
    private final int number;
    private final Partitions partitions;
    private final Map<Integer, List<Consumer<Sequencer.Nudge>>> nudged = new HashMap<>();
    private final List<Consumer<String>> released = new ArrayList<>();
    private final List<Runnable> controlled = new ArrayList<>();
    private boolean isClosed;

    FlawedRemote(FlawedServer server, int number) {
        this.server = server;
        this.number = number;
        this.partitions = new Partitions(IntStream.range(0, FlawedServer.PARTITIONS)
                .<Sequencer>mapToObj(Sequence::new)
                .toList());
    }

    private <T> CompletionStage<T> answering(Supplier<T> answer) {
        boolean isAway =
                server.is(Breach.ONE_CLOSES_ALL) && server.connections.stream().anyMatch(other -> other.isClosed);
        try {
            return isAway
                    ? CompletableFuture.failedStage(new RemoteException("closed"))
                    : CompletableFuture.completedStage(answer.get());
        } catch (RemoteException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private CompletionStage<Void> doing(Runnable action) {
        return answering(() -> {
            action.run();
            return null;
        });
    }

    void hear(int partition, Sequencer.Nudge nudge) {
        if (isClosed && !server.is(Breach.NUDGES_AFTER_THE_END)) {
            return;
        }
        nudged.forEach((own, listeners) -> {
            if (own == partition || server.is(Breach.NUDGES_OF_ALL_PARTITIONS)) {
                listeners.forEach(listener -> listener.accept(nudge));
            }
        });
    }

    @Override
    public EntryStore entries() {
        return new Entries();
    }

    @Override
    public Partitions partitions() {
        return partitions;
    }

    @Override
    public FleetFlights flights() {
        return new Flights();
    }

    @Override
    public ControlStore controls() {
        return new Controls();
    }

    @Override
    public Roster roster() {
        return new Roster() {
            @Override
            public CompletionStage<String> enter(String instance, String text, Duration lease) {
                if (!server.is(Breach.LONG_TEXT_ACCEPTED)) {
                    Roster.requireShort(text);
                }
                return answering(() -> server.roster.enter(number, instance, text, lease));
            }

            @Override
            public CompletionStage<List<Listed>> all() {
                return answering(() -> server.roster.all(number));
            }
        };
    }

    @Override
    public Questions questions() {
        return new FlawedQuestions(server);
    }

    @Override
    public String description() {
        return server.is(Breach.NO_DESCRIPTION) ? "" : "flawed: " + server.breach;
    }

    @Override
    public void close() {
        isClosed = true;
    }

    private final class Sequence implements Sequencer {

        private final int index;
        private String self = "";

        Sequence(int index) {
            this.index = index;
        }

        private FlawedPartition partition() {
            if (server.is(Breach.ONE_SEQUENCE_FOR_ALL_PARTITIONS)) {
                return server.partitions.get(0);
            }
            int shift = server.is(Breach.PARTITIONS_IN_ANY_ORDER) ? number : 0;
            return server.partitions.get((index + shift) % FlawedServer.PARTITIONS);
        }

        private FlawedPartition bumped() {
            return server.is(Breach.BUMP_IN_THE_NEXT_PARTITION)
                    ? server.partitions.get((index + 1) % FlawedServer.PARTITIONS)
                    : partition();
        }

        @Override
        public CompletionStage<Bumped> bump(ChangeSet change, long ageMicros) {
            return answering(() -> bumped().bump(FlawedRemote.this, self, change, ageMicros, null));
        }

        @Override
        public CompletionStage<Bumped> relay(ChangeSet change, long ageMicros, Head head) {
            return answering(() -> bumped().bump(FlawedRemote.this, self, change, ageMicros, head));
        }

        @Override
        public CompletionStage<Poll> poll(PollRequest request) {
            self = request.instance();
            return answering(() -> new FlawedMembers(partition()).poll(request));
        }

        @Override
        public CompletionStage<long[]> validate(long[] tags) {
            return answering(() -> partition().validate(tags));
        }

        @Override
        public CompletionStage<Head> head() {
            return answering(() -> partition().head());
        }

        @Override
        public CompletionStage<Void> recover(long lineage, boolean replay) {
            return doing(() -> {
                if (server.is(Breach.RECOVERY_OF_ALL_PARTITIONS)) {
                    server.partitions.forEach(partition -> partition.recover(lineage, replay));
                } else {
                    partition().recover(lineage, replay);
                }
            });
        }

        @Override
        public CompletionStage<Set<TransactionId>> done(Collection<TransactionId> transactions, String serverId) {
            return answering(() -> partition().done(transactions, serverId));
        }

        @Override
        public CompletionStage<Boolean> certify(Certificate certificate) {
            return answering(() -> partition().certify(certificate));
        }

        @Override
        public void onNudge(Consumer<Nudge> listener) {
            nudged.computeIfAbsent(index, any -> new ArrayList<>()).add(listener);
        }
    }

    private final class Entries implements EntryStore {

        @Override
        public CompletionStage<byte[]> get(String key) {
            return answering(() -> server.store.get(key, number));
        }

        @Override
        public CompletionStage<List<byte[]>> getAll(List<String> keys) {
            return EntryStore.super.getAll(keys).thenApply(this::ordered);
        }

        private List<byte[]> ordered(List<byte[]> all) {
            List<byte[]> answer = new ArrayList<>(all);
            if (server.is(Breach.MANY_ENTRIES_OUT_OF_ORDER)) {
                Collections.reverse(answer);
            }
            return answer;
        }

        @Override
        public CompletionStage<Void> put(String key, byte[] bytes, Duration timeToLive) {
            return doing(() -> server.store.put(key, number, bytes, timeToLive.toNanos()));
        }

        @Override
        public CompletionStage<Void> remove(String key) {
            return doing(() -> server.store.remove(key, number));
        }
    }

    private final class Controls implements ControlStore {

        @Override
        public CompletionStage<Controlled> read() {
            return answering(() -> server.controls.read(number));
        }

        @Override
        public CompletionStage<Boolean> change(long expected, String name, String text) {
            return answering(() -> {
                boolean isMade = server.controls.change(number, expected, name, text);
                if (isMade && !server.is(Breach.CHANGE_NOT_TOLD)) {
                    server.connections.forEach(connection -> connection.controlled.forEach(Runnable::run));
                }
                return isMade;
            });
        }

        @Override
        public CompletionStage<Void> restore(Controlled known) {
            return doing(() -> server.controls.restore(number, known));
        }

        @Override
        public void onChanged(Runnable listener) {
            controlled.add(listener);
        }
    }

    private final class Flights implements FleetFlights {

        @Override
        public CompletionStage<Boolean> claim(String key, String owner, Duration lease) {
            return answering(() -> server.store.claim(key, number, owner, lease.toNanos()));
        }

        @Override
        public CompletionStage<Boolean> prolong(String key, String owner, Duration lease) {
            return answering(() -> server.store.prolong(key, number, owner, lease.toNanos()));
        }

        @Override
        public CompletionStage<Void> release(String key, String owner) {
            return doing(() -> {
                if (server.store.release(key, number, owner)) {
                    server.connections.forEach(
                            connection -> connection.released.forEach(listener -> listener.accept(key)));
                }
            });
        }

        @Override
        public void onReleased(Consumer<String> listener) {
            released.add(listener);
        }
    }
}
