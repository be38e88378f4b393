package io.freshet.simulation;

import io.freshet.change.ChangeSet;
import io.freshet.change.TransactionId;
import io.freshet.event.CacheEvents;
import io.freshet.freshness.Freshness;
import io.freshet.invalidate.Silence;
import io.freshet.key.CacheKey;
import io.freshet.key.KeyTemplate;
import io.freshet.read.CachePolicy;
import io.freshet.read.Outage;
import io.freshet.read.ReadContext;
import io.freshet.read.ReadPath;
import io.freshet.read.Surroundings;
import io.freshet.relay.Relay;
import io.freshet.remote.Codec;
import io.freshet.remote.EntryStore;
import io.freshet.remote.InProcessRemote;
import io.freshet.remote.Remote;
import io.freshet.remote.RemoteException;
import io.freshet.remote.Sequencer;
import io.freshet.remote.Sequencer.Bumped;
import io.freshet.remote.Sequencer.Poll;
import io.freshet.remote.Sequencer.PollRequest;
import io.freshet.remote.UncertifiedException;
import io.freshet.simulation.SimulatedDatabase.Transaction;
import io.freshet.tag.TableDependency;
import io.freshet.tag.Tag;
import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Several instances of the engine's real parts, one shared tier, one database and one clock, on one thread: wherever something takes time
 * (a load, a poll, a bump, a relay's cycle), any other steps may happen in its midst. What happens is drawn from a seed.
 */
final class SimulatedFleet {

    static final Duration BOUND = Duration.ofSeconds(1);
    private static final int ROWS = 3;
    private static final int DEEPEST = 6;

    /** A read that was answered with something older than promised. */
    static final class StaleAnswer extends AssertionError {
        private static final long serialVersionUID = 1L;

        StaleAnswer(String message) {
            super(message);
        }
    }

    private final Random random;
    private final SimulatedDatabase database = new SimulatedDatabase(ROWS);
    private final InProcessRemote server = new InProcessRemote(this::now);
    private final List<Instance> instances = new ArrayList<>();
    private final List<Transaction> open = new ArrayList<>();
    private final List<Transaction> written = new ArrayList<>();
    private final List<Transaction> acknowledged = new ArrayList<>();
    private final List<Long> acknowledgedAt = new ArrayList<>();
    private final List<Runnable> later = new ArrayList<>();
    private final boolean faults;
    private long now = 1_000_000_000L;
    private int depth;
    private int budget;
    private boolean away;
    int reads;
    int hits;

    SimulatedFleet(long seed, boolean faults) {
        this.random = new Random(seed);
        this.faults = faults;
        for (int i = 0; i < 3; i++) {
            instances.add(new Instance("i" + i));
        }
    }

    private long now() {
        return now;
    }

    void run(int steps) {
        budget = steps;
        while (budget > 0) {
            step();
        }
    }

    private void step() {
        budget--;
        if (random.nextInt(80) == 0) {
            jumpToTheEdgeOfALease();
        }
        if (faults) {
            fault();
        }
        now += TimeUnit.MICROSECONDS.toNanos(random.nextInt(12_000));
        Instance instance = instances.get(random.nextInt(instances.size()));
        switch (random.nextInt(26)) {
            case 0, 1 -> open.add(database.begin(random.nextInt(ROWS)));
            case 2, 3, 4 -> commitOne(instance);
            case 5, 6, 7, 8, 9, 10, 11, 12 -> instance.poll();
            case 13, 14, 15, 16 -> instance.relayOnce();
            case 17, 18 -> landOne();
            default -> instance.read(random.nextInt(ROWS));
        }
    }

    /** Anything may happen here. */
    private void interlude() {
        if (depth >= DEEPEST) {
            return;
        }
        depth++;
        for (int steps = random.nextInt(3); steps > 0 && budget > 0; steps--) {
            step();
        }
        depth--;
    }

    /** Nothing happens until a lease has all but ended: where a promise is off by a little, it breaks here. */
    private void jumpToTheEdgeOfALease() {
        Instance instance = instances.get(random.nextInt(instances.size()));
        long left = instance.freshness.leaseLeft().toNanos() - 1;
        now += Math.max(0, left);
        if (left > 0) {
            for (int row = 0; row < ROWS; row++) {
                instance.read(row);
            }
        }
    }

    /** The server goes away, comes back, is emptied; everything pauses; one instance is cut off, or is no longer. */
    private void fault() {
        switch (random.nextInt(away ? 12 : 400)) {
            case 0 -> away = !away;
            case 1 -> server.wipe();
            case 2 -> now += TimeUnit.MILLISECONDS.toNanos(random.nextInt(1_500));
            case 3, 4 -> {
                Instance instance = instances.get(random.nextInt(instances.size()));
                instance.cut = !instance.cut;
            }
            default -> {}
        }
    }

    private void landOne() {
        if (!later.isEmpty()) {
            later.remove(random.nextInt(later.size())).run();
        }
    }

    private void commitOne(Instance writer) {
        if (open.isEmpty()) {
            return;
        }
        Transaction transaction = open.remove(random.nextInt(open.size()));
        database.commit(transaction, now);
        written.add(transaction);
        interlude();
        if (random.nextInt(5) != 0) { // else the writer is psql, or dies here
            writer.bump(transaction);
        }
    }

    private void check(int row, int version, long start, boolean cached) {
        reads++;
        hits += cached ? 1 : 0;
        for (Transaction missed : written) {
            boolean older = missed.row == row && missed.version > version;
            if (older && missed.committedNanos < start - BOUND.toNanos()) {
                throw new StaleAnswer("row " + row + " was answered with version " + version + ", but version "
                        + missed.version + " was committed " + (start - missed.committedNanos) / 1_000
                        + " microseconds before the read began");
            }
        }
        for (int i = 0; i < acknowledged.size(); i++) {
            Transaction missed = acknowledged.get(i);
            if (missed.row == row && missed.version > version && acknowledgedAt.get(i) < start) {
                throw new StaleAnswer("row " + row + " was answered with version " + version + ", but version "
                        + missed.version + " had been acknowledged before the read began");
            }
        }
    }

    /** One application process. */
    private final class Instance {

        private final String name;
        private boolean cut;
        private final Freshness freshness = new Freshness(BOUND, SimulatedFleet.this::now);
        private final KeyTemplate[] templates = new KeyTemplate[ROWS];
        private final ReadPath[] caches = new ReadPath[ROWS];
        private final Relay relay;
        private final Silence silence = new Silence(database::cycles, SimulatedFleet.this::now);

        Instance(String name) {
            this.name = name;
            CacheEvents events = new CacheEvents();
            ReadContext context = new ReadContext(
                    freshness,
                    new SlowRemote(this::isCut),
                    Duration.ofSeconds(1),
                    Surroundings.none(),
                    SimulatedFleet.this::now,
                    Clock.systemUTC(),
                    events,
                    new Outage(events));
            for (int row = 0; row < ROWS; row++) {
                templates[row] = KeyTemplate.parse("row" + row + ":{id}");
                caches[row] = new ReadPath(
                        "row" + row,
                        CachePolicy.of(Duration.ofHours(1)).withLocalMaximum(row == 0 ? 0 : 100),
                        List.of(new TableDependency("row" + row)),
                        new Numbers(),
                        context);
            }
            relay = new Relay(
                    new InterruptedSequencer(server.sequencer(), this::isCut),
                    database.outbox(SimulatedFleet.this::interlude),
                    freshness::lineage,
                    events);
            server.sequencer().onNudge(nudge -> {
                if (random.nextInt(3) != 0) { // lost; else late, doubled or out of order
                    later.add(() -> freshness.bumped(nudge.seq(), nudge.tags()));
                }
            });
        }

        /** Whether the server is away, or this instance alone is cut off from it. */
        private boolean isCut() {
            return away || cut;
        }

        void poll() {
            long asked = now;
            if (isCut()) {
                return;
            }
            interlude();
            Poll answer = get(server.sequencer()
                    .poll(new PollRequest(name, freshness.stamp(), BOUND.toMillis() * 11 / 10, false)));
            interlude();
            freshness.apply(asked, answer);
        }

        void relayOnce() {
            if (isCut()) {
                return;
            }
            try {
                relay.cycle();
            } catch (Exception e) {
                if (!(e.getCause() instanceof RemoteException)) {
                    throw new AssertionError("The relay failed", e);
                }
            }
        }

        void bump(Transaction transaction) {
            try {
                if (isCut()) {
                    throw new RemoteException("away");
                }
                Bumped bumped = get(server.sequencer().bump(transaction.change()));
                freshness.bumped(
                        bumped.seq(),
                        transaction.change().tags().stream()
                                .mapToLong(Tag::hash)
                                .toArray());
                awaitFleet(transaction, bumped.seq());
            } catch (RemoteException e) {
                freshness.distrust();
                long from = e instanceof UncertifiedException ? transaction.committedNanos : silence.since();
                later.add(() -> acknowledgeAfterBound(transaction, from));
            }
        }

        private void awaitFleet(Transaction transaction, long seq) {
            interlude();
            if (transaction.committedNanos + BOUND.toNanos() < now) {
                acknowledge(transaction);
                return;
            }
            if (!isCut()) {
                Poll answer = get(server.sequencer()
                        .poll(new PollRequest(name, freshness.stamp(), BOUND.toMillis() * 11 / 10, true)));
                if (answer.certified() && answer.fleet() >= seq && !recoveredLately()) {
                    acknowledge(transaction);
                    return;
                }
            }
            later.add(() -> awaitFleet(transaction, seq));
        }

        /** The server in process does not say that it has just forgotten its members; the fleet of a run with faults waits the bound. */
        private boolean recoveredLately() {
            return faults;
        }

        private void acknowledgeAfterBound(Transaction transaction, long from) {
            if (from + BOUND.toNanos() < now) {
                acknowledge(transaction);
            } else {
                later.add(() -> acknowledgeAfterBound(transaction, from));
            }
        }

        private void acknowledge(Transaction transaction) {
            acknowledged.add(transaction);
            acknowledgedAt.add(now);
        }

        void read(int row) {
            if (depth >= DEEPEST) {
                return;
            }
            long start = now;
            boolean[] loaded = {false};
            CacheKey key = templates[row].key("", 1);
            try {
                Integer version = caches[row].<Integer>get(key, () -> {
                    loaded[0] = true;
                    interlude();
                    int found = database.read(row);
                    interlude();
                    return found;
                });
                check(row, version, start, !loaded[0]);
            } catch (StaleAnswer e) {
                throw e;
            } catch (Throwable e) {
                throw new AssertionError("A read failed", e);
            }
        }
    }

    private static <T> T get(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().join();
        } catch (java.util.concurrent.CompletionException e) {
            throw e.getCause() instanceof RemoteException remote ? remote : e;
        }
    }

    /** The sequencer as a relay sees it: anything may happen between its calls, and it may be away. */
    private final class InterruptedSequencer implements Sequencer {

        private final Sequencer delegate;
        private final BooleanSupplier cut;

        InterruptedSequencer(Sequencer delegate, BooleanSupplier cut) {
            this.delegate = delegate;
            this.cut = cut;
        }

        private <T> CompletionStage<T> after(Supplier<CompletionStage<T>> call) {
            interlude();
            return cut.getAsBoolean() ? CompletableFuture.failedFuture(new RemoteException("away")) : call.get();
        }

        @Override
        public CompletionStage<Bumped> bump(ChangeSet change) {
            return after(() -> delegate.bump(change));
        }

        @Override
        public CompletionStage<Poll> poll(PollRequest request) {
            return after(() -> delegate.poll(request));
        }

        @Override
        public CompletionStage<long[]> validate(long[] tags) {
            return after(() -> delegate.validate(tags));
        }

        @Override
        public CompletionStage<Head> head() {
            return after(delegate::head);
        }

        @Override
        public CompletionStage<@Nullable Void> recover(long lineage, boolean replay) {
            return after(() -> delegate.recover(lineage, replay));
        }

        @Override
        public CompletionStage<Set<TransactionId>> done(Collection<TransactionId> transactions) {
            return after(() -> delegate.done(transactions));
        }

        @Override
        public CompletionStage<Boolean> certify(Certificate certificate) {
            return after(() -> delegate.certify(certificate));
        }

        @Override
        public void onNudge(Consumer<Nudge> listener) {
            delegate.onNudge(listener);
        }
    }

    /** The shared tier as a read sees it: stores land late, in any order, and anything may happen during a look-up. */
    private final class SlowRemote implements Remote, EntryStore {

        private final BooleanSupplier cut;

        SlowRemote(BooleanSupplier cut) {
            this.cut = cut;
        }

        @Override
        public EntryStore entries() {
            return this;
        }

        @Override
        public Sequencer sequencer() {
            return server.sequencer();
        }

        @Override
        public String description() {
            return "simulated";
        }

        @Override
        public CompletionStage<byte @Nullable []> get(String key) {
            CompletionStage<byte @Nullable []> found = server.entries().get(key);
            interlude();
            return cut.getAsBoolean() ? CompletableFuture.failedFuture(new RemoteException("away")) : found;
        }

        @Override
        public CompletionStage<@Nullable Void> put(String key, byte[] bytes, Duration timeToLive) {
            later.add(() -> server.entries().put(key, bytes, timeToLive));
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<@Nullable Void> remove(String key) {
            return server.entries().remove(key);
        }

        @Override
        public void close() {
            // holds nothing
        }
    }

    private static final class Numbers implements Codec<Object> {

        @Override
        public byte[] encode(Object value) {
            return ByteBuffer.allocate(4).putInt((Integer) value).array();
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
