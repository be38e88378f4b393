package io.freshet.testkit.contract;

import io.freshet.remote.Questions;
import io.freshet.remote.Sequencer.Nudge;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** A shared tier written from the rules alone, which breaks one of them. Its clock stands still unless it is moved. */
final class FlawedServer implements Server {

    static final int PARTITIONS = 2;

    final Breach breach;
    final AtomicInteger connected = new AtomicInteger();
    final List<FlawedRemote> connections = new ArrayList<>();
    FlawedStore store;
    FlawedControls controls;
    FlawedRoster roster;
    Map<String, Consumer<Questions.Asked>> asked = new LinkedHashMap<>();
    List<FlawedPartition> partitions;
    private final AtomicLong nanos = new AtomicLong(1_000_000_000L);
    private int servers;
    private @Nullable String first;

    FlawedServer(Breach breach) {
        this.breach = breach;
        this.store = new FlawedStore(this);
        this.controls = new FlawedControls(this);
        this.roster = new FlawedRoster(this);
        this.partitions = fresh();
    }

    boolean is(Breach one) {
        return breach == one;
    }

    private List<FlawedPartition> fresh() {
        String id = newServer();
        return IntStream.range(0, PARTITIONS)
                .mapToObj(i -> new FlawedPartition(this, new FlawedState(id), i))
                .toList();
    }

    private String newServer() {
        servers++;
        return is(Breach.EMPTY_HEAD_WITHOUT_SERVER) ? "" : "server-" + servers;
    }

    FlawedRemote connect() {
        FlawedRemote remote = new FlawedRemote(this, connected.getAndIncrement());
        connections.add(remote);
        return remote;
    }

    /** The first that was asked of all, in place of this one. */
    String firstQuestion(String question) {
        if (first == null) {
            first = question;
        }
        return first;
    }

    void nudged(FlawedRemote writer, int partition, Nudge nudge) {
        if (is(Breach.NUDGE_NOT_SENT)) {
            return;
        }
        connections.stream()
                .filter(remote -> remote == writer || !is(Breach.NUDGE_ONLY_TO_THE_WRITER))
                .forEach(remote -> remote.hear(partition, nudge));
    }

    @Override
    public void emptied() {
        List<FlawedPartition> before = partitions;
        store = new FlawedStore(this);
        controls = new FlawedControls(this);
        roster = new FlawedRoster(this);
        asked = new LinkedHashMap<>();
        partitions = fresh();
        for (int i = 0; i < PARTITIONS; i++) {
            partitions.get(i).state.surviveLoss(breach, before.get(i).state);
        }
    }

    @Override
    public void restartedKeepingData() {
        String id = is(Breach.SERVER_ID_KEPT_OVER_RESTARTS) ? "server-" + servers : newServer();
        partitions.forEach(partition -> {
            partition.state.serverId = id;
            if (is(Breach.BUMPS_LOST_OVER_RESTARTS)) {
                partition.state.bumps.clear();
            }
        });
    }

    @Override
    public void promotedFromOlderImage(Runnable lostWrites) {
        List<FlawedState> replica =
                partitions.stream().map(partition -> partition.state.copy()).toList();
        lostWrites.run();
        String id = newServer();
        for (int i = 0; i < PARTITIONS; i++) {
            FlawedState promoted = replica.get(i);
            promoted.serverId = id;
            if (is(Breach.SERVER_ID_OF_A_REPLICA_NOT_CHECKED)) {
                promoted.certificate = id;
            }
            if (is(Breach.NOTES_OUTLIVE_A_LOST_SERVER)) {
                promoted.notes = partitions.get(i).state.notes;
            }
            partitions.get(i).state = promoted;
        }
    }

    @Override
    public long nanos() {
        return nanos.get();
    }

    @Override
    public void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    long millis() {
        return nanos.get() / 1_000_000;
    }

    long micros() {
        return nanos.get() / (is(Breach.CLOCK_IN_MILLISECONDS) ? 1_000_000 : 1_000);
    }
}
