package io.freshet.simulation;

import io.freshet.control.Switches;
import io.freshet.event.CacheEvents;
import io.freshet.freshness.Freshness;
import io.freshet.freshness.SessionToken;
import io.freshet.freshness.SteppedLeases;
import io.freshet.hot.HotKeys;
import io.freshet.invalidate.Silence;
import io.freshet.invalidate.SteppedWriter;
import io.freshet.key.CacheKey;
import io.freshet.key.KeyTemplate;
import io.freshet.load.LoadObserver;
import io.freshet.load.LoadTimeoutException;
import io.freshet.read.FleetFlight;
import io.freshet.read.Outage;
import io.freshet.read.ReadContext;
import io.freshet.read.ReadPath;
import io.freshet.read.Replica;
import io.freshet.read.ShadowReads;
import io.freshet.read.Surroundings.Trust;
import io.freshet.relay.DirectReader;
import io.freshet.relay.SteppedRelay;
import io.freshet.remote.Codec;
import io.freshet.remote.Partitions;
import io.freshet.remote.Sequencer;
import io.freshet.tag.Dependency;
import io.freshet.tag.FreeDependency;
import io.freshet.tag.LiveShapes;
import io.freshet.tag.TableDependency;
import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** One application process: the engine's own parts, each stepped. */
final class SimulatedInstance {

    static final Duration BOUND = Duration.ofSeconds(1);

    private static final List<CacheKey> KEYS = IntStream.range(0, Settings.ROWS)
            .mapToObj(row -> KeyTemplate.parse("row" + row + ":{id}").key("", 1))
            .toList();
    private static final FleetFlight ALONE = new FleetFlight(NoFlights.INSTANCE, "", BOUND, () -> -1);

    private final SimulatedFleet fleet;
    private final SimulatedClock clock;
    private final Freshness freshness;
    private final List<SimulatedLink> links = new ArrayList<>();
    private final SteppedLeases leases;
    private final @Nullable SteppedRelay relay;
    private final @Nullable DirectReader direct;
    private final SteppedWriter writer;
    private final List<ReadPath> caches = new ArrayList<>();
    private final OneThread relaying = new OneThread();
    private final OneThread reading = new OneThread();
    private final OneThread retrying = new OneThread();
    private SimulatedServer server;
    private boolean cutOff;
    private int paused;
    private boolean readsCopy;
    private Trust trust = Trust.FULL;

    SimulatedInstance(SimulatedFleet fleet, String name, SimulatedServer server, boolean relays) {
        this.fleet = fleet;
        this.server = server;
        Settings settings = fleet.settings();
        clock = new SimulatedClock(fleet);
        freshness = new Freshness(settings.partitions(), BOUND, clock);
        for (int i = 0; i < settings.partitions(); i++) {
            links.add(new SimulatedLink(fleet, this, i));
        }
        Partitions partitions = new Partitions(List.<Sequencer>copyOf(links));
        leases = new SteppedLeases(name, partitions, freshness, settings.interval(), clock);
        SimulatedOutbox outbox = new SimulatedOutbox(fleet, this);
        relay = relays ? new SteppedRelay(partitions, outbox, freshness, settings.interval(), clock) : null;
        direct = settings.direct() ? new DirectReader(outbox, freshness, clock, new CacheEvents()) : null;
        writer = new SteppedWriter(
                partitions,
                freshness,
                leases,
                settings.acknowledge(),
                new Silence(outbox::cycles, clock),
                outbox::keep,
                clock);
        open(partitions, settings);
    }

    private void open(Partitions partitions, Settings settings) {
        CacheEvents events = new CacheEvents();
        ReadContext context = new ReadContext(
                freshness,
                new SimulatedTier(fleet, this, partitions),
                BOUND,
                () -> trust,
                clock,
                new FleetClock(fleet),
                events,
                LoadObserver.none(),
                new Outage(events),
                ALONE,
                this::openCopy,
                new ShadowReads(0, 1, BOUND, clock, events),
                new LiveShapes(),
                new HotKeys(0, clock), // drawn by chance: a schedule must be the same for its seed
                Switches.on(),
                new SimulatedThreads(fleet, this),
                fleet::random);
        for (int row = 0; row < Settings.ROWS; row++) {
            CacheKind kind = settings.rows().get(row);
            Dependency dependency =
                    kind == CacheKind.BY_HAND ? new FreeDependency("row" + row) : new TableDependency("row" + row);
            caches.add(new ReadPath(
                    "row" + row, kind.policy().withOneLoadInFleet(false), List.of(dependency), Numbers.CODEC, context));
        }
    }

    private Replica.@Nullable Scope openCopy(String snapshot) {
        if (!fleet.database().isCopied(snapshot)) {
            return null;
        }
        readsCopy = true;
        return () -> readsCopy = false;
    }

    /** One read; checks what it is answered. */
    void read(int row, int least, Trust trusted) {
        boolean outerReadsCopy = readsCopy;
        readsCopy = false; // another thread's
        trust = trusted;
        boolean[] loaded = {false};
        long start = fleet.now();
        try {
            Integer version = caches.get(row).<Integer>get(KEYS.get(row), () -> {
                loaded[0] = true;
                return load(row);
            });
            fleet.answered(this, row, version, start, least, loaded[0]);
        } catch (DatabaseAway | LoadTimeoutException e) {
            fleet.unanswered();
        } catch (Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("A read failed", e);
        } finally {
            readsCopy = outerReadsCopy;
        }
    }

    /** Runs it as a thread would that has nothing of the present one's. */
    void onAnotherThread(Runnable task) {
        boolean outerReadsCopy = readsCopy;
        readsCopy = false;
        try {
            task.run();
        } finally {
            readsCopy = outerReadsCopy;
        }
    }

    private Integer load(int row) {
        boolean fromCopy = readsCopy;
        fleet.interlude(this);
        if (fleet.database().isAway()) {
            throw new DatabaseAway();
        }
        int found = fleet.load(row, fromCopy);
        fleet.interlude(this);
        readsCopy = fromCopy;
        return found;
    }

    /** Whether it reads, polls and relays as it should, once nothing goes wrong any more: two reads in a row, the second from the cache. */
    boolean isServing(int row) {
        boolean[] loaded = {false};
        try {
            for (int i = 0; i < 2; i++) {
                loaded[0] = false;
                trust = Trust.FULL;
                caches.get(row).<Integer>get(KEYS.get(row), () -> {
                    loaded[0] = true;
                    return fleet.load(row, readsCopy);
                });
            }
        } catch (Throwable e) {
            throw new IllegalStateException("A read failed", e);
        }
        return !loaded[0];
    }

    void relayOnce() {
        if (relay != null) {
            relaying.run(relay::step);
        }
    }

    void readDirectly() {
        if (direct != null) {
            reading.run(direct::step);
        }
    }

    void retry() {
        retrying.run(writer::retry);
    }

    void poll() {
        leases.step();
    }

    SteppedWriter writer() {
        return writer;
    }

    /** A thread that does one thing after the other: what it does cannot begin again in its own midst. */
    private static final class OneThread {

        private boolean busy;

        void run(Runnable step) {
            if (!busy) {
                busy = true;
                step.run();
                busy = false;
            }
        }
    }

    Freshness freshness() {
        return freshness;
    }

    SessionToken token() {
        return freshness.token();
    }

    SimulatedClock clock() {
        return clock;
    }

    SimulatedLink link(int partition) {
        return links.get(partition);
    }

    SimulatedServer server() {
        return server;
    }

    void connect(SimulatedServer to) {
        server = to;
    }

    boolean isCutOff() {
        return cutOff || server.isAway();
    }

    void cutOff(boolean is) {
        cutOff = is;
    }

    boolean isPaused() {
        return paused > 0;
    }

    void pause() {
        paused++;
    }

    void resume() {
        paused--;
    }

    /** The loader failed because its database is away. */
    private static final class DatabaseAway extends RuntimeException {

        private static final long serialVersionUID = 1L;

        DatabaseAway() {
            super("The database is away", null, false, false);
        }
    }

    private enum Numbers implements Codec<Object> {
        CODEC;

        @Override
        public byte[] encode(Object value) {
            return ByteBuffer.allocate(Integer.BYTES).putInt((Integer) value).array();
        }

        @Override
        public Object decode(byte[] bytes) {
            return ByteBuffer.wrap(bytes).getInt();
        }

        @Override
        public int fingerprint() {
            return 1;
        }
    }
}
