package io.freshet.remote;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/**
 * A shared tier inside one process, for an application that has no Redis and runs once, and for tests: several instances may share it, each by a
 * {@link #connect() connection} of its own.
 * It follows the same rules as the one in Redis; the compatibility kit holds both to them. Thread-safe; never blocks for long.
 */
public final class InProcessRemote implements Remote {

    private static final int MOST_ENTRIES = 100_000;
    private static final AtomicLong SERVERS = new AtomicLong();

    private final Memory memory;
    private final List<InProcessSequencer> sequencers;
    private final Partitions partitions;
    private final InProcessFlights flights;
    private final InProcessControls controls = new InProcessControls();
    private final InProcessRoster roster;
    private final InProcessQuestions questions = new InProcessQuestions();

    /** Empty. */
    public InProcessRemote() {
        this(System::nanoTime);
    }

    /**
     * Empty, with a clock of its own.
     *
     * @param nanos a monotonic clock, by which members expire
     */
    public InProcessRemote(LongSupplier nanos) {
        this(nanos, 1);
    }

    /** Empty, in so many partitions. */
    public InProcessRemote(LongSupplier nanos, int partitions) {
        this.memory = new Memory(nanos);
        this.sequencers = IntStream.range(0, partitions)
                .mapToObj(partition -> new InProcessSequencer(nanos))
                .toList();
        this.partitions = new Partitions(List.copyOf(sequencers));
        this.flights = new InProcessFlights(nanos);
        this.roster = new InProcessRoster(nanos);
        wipe();
    }

    /** The same for one instance: it is told apart from the others, and hears nothing more once it is closed. */
    public Remote connect() {
        return new InProcessConnection(this, sequencers);
    }

    @Override
    public EntryStore entries() {
        return memory;
    }

    @Override
    public Partitions partitions() {
        return partitions;
    }

    @Override
    public FleetFlights flights() {
        return flights;
    }

    @Override
    public ControlStore controls() {
        return controls;
    }

    @Override
    public Roster roster() {
        return roster;
    }

    @Override
    public Questions questions() {
        return questions;
    }

    @Override
    public boolean isInProcess() {
        return true;
    }

    @Override
    public String description() {
        return "in process";
    }

    /** Forgets everything, as a server does that is restarted without its data. */
    public void wipe() {
        memory.entries.invalidateAll();
        controls.wipe();
        roster.wipe();
        for (InProcessSequencer sequencer : sequencers) {
            sequencer.become(new InProcessSequencer.State(), newServer());
        }
    }

    /** What a replica holds that stops following now. */
    public Image image() {
        return new Image(sequencers.stream().map(InProcessSequencer::copy).toList());
    }

    /** Goes on as the replica that held this image, promoted: what was bumped since is lost, entries are not. */
    public void failOver(Image image) {
        for (int i = 0; i < sequencers.size(); i++) {
            sequencers.get(i).become(image.states.get(i), newServer());
        }
    }

    private static String newServer() {
        return "server-" + SERVERS.incrementAndGet();
    }

    @Override
    public void close() {
        // holds nothing that must be released
    }

    /** What a server held at some instant. Immutable. */
    public static final class Image {

        private final List<InProcessSequencer.State> states;

        private Image(List<InProcessSequencer.State> states) {
            this.states = states;
        }
    }

    private static final class Memory implements EntryStore {

        private final Cache<String, Timed> entries;

        Memory(LongSupplier nanos) {
            entries = Caffeine.newBuilder()
                    .maximumSize(MOST_ENTRIES)
                    .expireAfter(Expiry.<String, Timed>writing((key, timed) -> timed.timeToLive()))
                    .ticker(nanos::getAsLong)
                    .build();
        }

        @Override
        public CompletionStage<byte @Nullable []> get(String key) {
            Timed found = entries.getIfPresent(key);
            return CompletableFuture.completedFuture(found == null ? null : found.bytes());
        }

        @Override
        public CompletionStage<@Nullable Void> put(String key, byte[] bytes, Duration timeToLive) {
            entries.put(key, new Timed(bytes, timeToLive));
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<@Nullable Void> remove(String key) {
            entries.invalidate(key);
            return CompletableFuture.completedFuture(null);
        }

        private record Timed(byte[] bytes, Duration timeToLive) {}
    }
}
