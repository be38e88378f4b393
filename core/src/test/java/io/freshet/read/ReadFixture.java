package io.freshet.read;

import io.freshet.change.ChangeSet;
import io.freshet.control.Switches;
import io.freshet.event.CacheEvents;
import io.freshet.freshness.Freshness;
import io.freshet.freshness.Moment;
import io.freshet.freshness.TickedClock;
import io.freshet.hot.HotKeys;
import io.freshet.key.CacheKey;
import io.freshet.key.KeyTemplate;
import io.freshet.load.LoadObserver;
import io.freshet.load.LoadThreads;
import io.freshet.relay.Outbox;
import io.freshet.relay.Relay;
import io.freshet.remote.Codec;
import io.freshet.remote.FleetFlights;
import io.freshet.remote.InProcessRemote;
import io.freshet.remote.Remote;
import io.freshet.remote.Sequencer.PollRequest;
import io.freshet.tag.Dependency;
import io.freshet.tag.LiveShapes;
import io.freshet.tag.TableDependency;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** One instance's reads of one cache over a server in process; clocks and messages move only when told. */
final class ReadFixture {

    static final CacheKey KEY = KeyTemplate.parse("bill:{id}").key("", 1);
    static final ChangeSet WRITE = ChangeSet.of(List.of("table/bill"), "");

    final AtomicLong now = new AtomicLong(TimeUnit.SECONDS.toNanos(100));
    final InProcessRemote server;
    final String name;
    final Freshness freshness;
    final FleetFlight fleet;
    Remote remote;
    final AtomicLong decoded = new AtomicLong();
    Consumer<@Nullable Object> encodes = value -> {};
    int others = -1;
    LoadObserver observer = LoadObserver.none();
    Replica replica = Replica.none();
    final LiveShapes shapes = new LiveShapes();
    final Switches switches = Switches.on();
    ShadowReads shadow;
    final HotKeys hotKeys = new HotKeys(HotKeys.DEFAULT_TRACKED, now::get);
    final CacheEvents events = new CacheEvents();
    final LoadThreads threads = new TickedThreads();
    double random = 0.5;
    Codec<Object> codec = new Texts(decoded, value -> encodes.accept(value));

    ReadFixture(InProcessRemote server, String name) {
        this(server, name, server.flights());
    }

    ReadFixture(InProcessRemote server, String name, FleetFlights flights) {
        this.server = server;
        this.remote = server;
        this.name = name;
        this.freshness = new Freshness(Duration.ofSeconds(1), now::get);
        this.fleet = new FleetFlight(flights, name, Duration.ofSeconds(1), () -> others);
        this.shadow = new ShadowReads(0, 1, Duration.ofSeconds(1), now::get, events);
    }

    ReadFixture() {
        this(new InProcessRemote(() -> 0), "a");
    }

    /** Time passes, and the instance is certified anew. */
    void pass(Duration time) {
        now.addAndGet(time.toNanos());
        certify();
    }

    ReadPath cache(CachePolicy policy) {
        return cache("bill", policy, List.of(new TableDependency("bill")));
    }

    ReadPath cache(String name, CachePolicy policy, List<Dependency> dependencies) {
        ReadContext context = new ReadContext(
                freshness,
                remote,
                Duration.ofSeconds(1),
                Surroundings.none(),
                now::get,
                new TickedClock(now::get),
                events,
                observer,
                new Outage(events),
                fleet,
                snapshot -> replica.open(snapshot),
                shadow,
                shapes,
                hotKeys,
                switches,
                threads,
                () -> random);
        return new ReadPath(name, policy, dependencies, codec, context);
    }

    static CachePolicy policy() {
        return CachePolicy.of(Duration.ofHours(1));
    }

    /** Relays and polls until the instance has a lease as of now. */
    void certify() {
        Relay relay = new Relay(server.partitions(), Outbox.none(), partition -> 0, now::get, events);
        try {
            for (int i = 0; i < 3; i++) {
                relay.cycle(Set.of(0));
                poll();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    void poll() {
        Moment asked = new Moment(now.get(), TimeUnit.NANOSECONDS.toMillis(now.get()));
        freshness.apply(
                0,
                asked,
                server.partitions()
                        .get(0)
                        .poll(new PollRequest(name, freshness.seq(0), 1_000, false))
                        .toCompletableFuture()
                        .join());
    }

    /** A bump that this instance does not hear of. */
    void write() {
        server.partitions().get(0).bump(WRITE, -1).toCompletableFuture().join();
    }

    /**
     * @param decoded how often one was read
     * @param encodes called before one is written
     */
    private record Texts(AtomicLong decoded, Consumer<@Nullable Object> encodes) implements Codec<Object> {

        @Override
        public byte[] encode(@Nullable Object value) {
            encodes.accept(value);
            return String.valueOf(value).getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public Object decode(byte[] bytes) {
            decoded.incrementAndGet();
            return new String(bytes, StandardCharsets.UTF_8);
        }

        @Override
        public int fingerprint() {
            return 3;
        }
    }
}
