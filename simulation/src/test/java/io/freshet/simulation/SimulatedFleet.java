package io.freshet.simulation;

import io.freshet.change.ChangeSet;
import io.freshet.freshness.SessionToken;
import io.freshet.invalidate.Acknowledge;
import io.freshet.invalidate.SteppedWriter.Waiting;
import io.freshet.read.Surroundings.Trust;
import io.freshet.remote.Sequencer.Nudge;
import io.freshet.simulation.Promises.Write;
import io.freshet.simulation.SimulatedDatabase.Transaction;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One schedule: instances made of the engine's own parts, a shared tier, a database and clocks, all on one thread. Wherever something takes
 * time (a load, a bump, a cycle of a relay), anything else may happen in its midst, so calls are nested in each other. What happens is drawn
 * from the seed and from nothing else.
 */
final class SimulatedFleet {

    private static final int DEEPEST = 6;
    private static final int MOST_SESSIONS = 4;
    private static final Duration RECOVERY = Duration.ofSeconds(8);
    private static final long HEALING_STEP = Duration.ofMillis(10).toNanos();

    private final Chance chance;
    private final Settings settings;
    private final Tally tally;
    private final Faults faults;
    private final Promises promises;
    private final SimulatedDatabase database;
    private final List<SimulatedServer> servers = new ArrayList<>();
    private final List<SimulatedInstance> instances = new ArrayList<>();
    private final List<Later> later = new ArrayList<>();
    private final List<Pending> pending = new ArrayList<>();
    private final List<Session> sessions = new ArrayList<>();
    private final Map<String, Write> byHand = new HashMap<>();
    private final int[] outside = new int[Settings.ROWS];
    private long now = Duration.ofHours(1).toNanos();
    private int names;
    private int depth;
    private int budget;

    SimulatedFleet(long seed, Scenario scenario, Tally tally) {
        this.chance = new Chance(seed);
        this.settings = Settings.draw(scenario, chance);
        this.tally = tally;
        this.promises = new Promises(
                Settings.ROWS, settings.bound(SimulatedInstance.BOUND).toNanos());
        this.database = new SimulatedDatabase(promises);
        this.faults = new Faults(this, chance, tally);
        add(new SimulatedServer(this::now, settings.partitions()));
        for (int i = 0; i < Settings.INSTANCES; i++) {
            instances.add(newInstance(i));
        }
    }

    private record Later(SimulatedInstance owner, Runnable what) {}

    private record Pending(SimulatedInstance instance, Waiting waiting, List<Write> writes) {}

    private record Session(SessionToken token, Write write) {}

    void run(int steps) {
        budget = steps;
        while (budget > 0) {
            step();
        }
        heal();
    }

    private void step() {
        budget--;
        tally.step();
        now += chance.below(12_000) * 1_000L;
        if (chance.once(80)) {
            jumpToTheEdgeOfALease();
        }
        faults.step();
        returnToWriters();
        SimulatedInstance instance = instances.get(chance.below(instances.size()));
        if (instance.isPaused()) {
            return;
        }
        int what = chance.below(34);
        if (what < 1) {
            begin();
        } else if (what < 3) {
            commitOne(instance);
        } else if (what < 9) {
            instance.poll();
        } else if (what < 13) {
            instance.relayOnce();
        } else if (what < 15) {
            instance.readDirectly();
        } else if (what < 18) {
            landSome();
        } else if (what < 20) {
            elsewhere(instance);
        } else {
            read(instance, chance.below(Settings.ROWS));
        }
    }

    private void elsewhere(SimulatedInstance instance) {
        switch (chance.below(4)) {
            case 0 -> makeByHand(instance);
            case 1 -> instance.retry();
            case 2 -> database.replicate(1 + chance.below(4));
            default -> readForASession(instance);
        }
    }

    /** Anything may happen here, in the midst of something that this instance does. */
    void interlude(SimulatedInstance instance) {
        if (depth >= DEEPEST) {
            return;
        }
        depth++;
        if (!faults.stops(instance)) {
            steps(chance.once(settings.calm()) ? 1 + chance.below(3) : 0);
        }
        depth--;
    }

    /** So many steps, if there are any left. */
    void steps(int most) {
        for (int left = most; left > 0 && budget > 0; left--) {
            step();
        }
    }

    /** Now, or at some later time, in any order, while the instance is not stopped. */
    void soonOrLater(SimulatedInstance instance, Runnable what) {
        if (!instance.isPaused() && ((depth >= DEEPEST || !chance.once(settings.calm())))) {
            what.run();
        } else {
            later.add(new Later(instance, what));
        }
    }

    /** Whether a reader's patience ends before the load that it waits for does. */
    boolean isOverBeforeLoads() {
        return depth < DEEPEST && chance.once(2);
    }

    /** From 0 to below 1. */
    double random() {
        return chance.below(1_000) / 1_000.0;
    }

    private void landSome() {
        for (int some = 1 + chance.below(3); some > 0 && !later.isEmpty(); some--) {
            int which = chance.below(later.size());
            Later one = later.get(which);
            if (!one.owner().isPaused()) {
                later.remove(which);
                one.what().run();
            }
        }
    }

    /** Nothing happens until a lease has all but ended: where a promise is off by a little, it breaks here. */
    private void jumpToTheEdgeOfALease() {
        SimulatedInstance instance = instances.get(chance.below(instances.size()));
        long left = instance.freshness().leaseLeft().toNanos() - 1;
        if (left > 0 && !instance.isPaused()) {
            now += left;
            returnToWriters();
            for (int row = 0; row < Settings.ROWS; row++) {
                read(instance, row);
            }
        }
    }

    private void begin() {
        if (!database.isAway()) {
            int row = tableRow();
            int other = tableRow();
            if (row >= 0) {
                boolean two = other >= 0 && other != row && chance.once(2);
                database.begin(two ? new int[] {row, other} : new int[] {row}, two && chance.once(3));
            }
        }
    }

    private int tableRow() {
        int row = chance.below(Settings.ROWS);
        return settings.rows().get(row) == CacheKind.BY_HAND ? -1 : row;
    }

    private void commitOne(SimulatedInstance instance) {
        if (database.running().isEmpty() || database.isAway()) {
            return;
        }
        Transaction transaction =
                database.running().get(chance.below(database.running().size()));
        boolean isApplication = !chance.once(5); // else psql
        if (isApplication) {
            database.collect(transaction, instance.clock().nanos());
            linger(instance);
        }
        boolean isPrepared = chance.once(12); // two-phase commit: somebody commits it later
        if (!isPrepared && database.commit(transaction, now)) {
            linger(instance);
            if (isApplication && !chance.once(6)) { // else it dies here
                publish(instance, transaction);
            }
        }
    }

    /** A writer that is slow, now and then very slow. */
    private void linger(SimulatedInstance instance) {
        interlude(instance);
        if (depth < DEEPEST && chance.once(8)) {
            depth++;
            steps(chance.below(25));
            depth--;
        }
    }

    /** Some writes at once, by whoever is not stopped. */
    void writeSome() {
        for (int some = chance.below(4); some > 0 && depth < DEEPEST; some--) {
            SimulatedInstance instance = instances.get(chance.below(instances.size()));
            begin();
            if (!instance.isPaused()) {
                commitOne(instance);
            }
        }
    }

    private void publish(SimulatedInstance instance, Transaction transaction) {
        ChangeSet change = transaction.collected();
        if (!change.isEmpty()) {
            Waiting waiting = instance.writer().committed(change);
            pending.add(new Pending(instance, waiting, transaction.collectedWrites()));
        }
    }

    private void makeByHand(SimulatedInstance instance) {
        int row = chance.below(Settings.ROWS);
        if (settings.rows().get(row) != CacheKind.BY_HAND) {
            return;
        }
        Write write = promises.write(row);
        outside[row] = write.version();
        String cause = "by hand " + byHand.size();
        byHand.put(cause, write);
        interlude(instance);
        if (!chance.once(6)) { // else it dies here
            Waiting waiting = instance.writer().made(ChangeSet.of(List.of("tag/row" + row), cause));
            pending.add(new Pending(instance, waiting, List.of(write)));
        }
    }

    /** What a change was made for by hand. */
    @Nullable
    Write madeByHand(String cause) {
        return byHand.get(cause);
    }

    /** Control returns to the writers who have waited enough. */
    private void returnToWriters() {
        for (int i = pending.size() - 1; i >= 0; i--) {
            Pending one = pending.get(i);
            if (!one.instance().isPaused() && one.waiting().isOver()) {
                pending.remove(i);
                returned(one);
            }
        }
    }

    private void returned(Pending one) {
        SessionToken token = one.instance().token();
        for (Write write : one.writes()) {
            if (settings.acknowledge() == Acknowledge.FLEET && (one.waiting().isKept() || !settings.direct())) {
                write.acknowledged(now); // who asks the outbox alone cannot hear of what it does not keep yet
            }
            if (one.waiting().isBumped()) {
                write.bumped(now);
            }
            write.returned(one.instance(), now);
            if (sessions.size() == MOST_SESSIONS) {
                sessions.remove(0);
            }
            sessions.add(new Session(token, write));
        }
    }

    private void readForASession(SimulatedInstance instance) {
        if (!sessions.isEmpty()) {
            Session session = sessions.get(chance.below(sessions.size()));
            if (instance.freshness().knows(session.token()) && depth < DEEPEST) {
                instance.read(session.write().row(), session.write().version(), Trust.FULL);
            }
        }
    }

    private void read(SimulatedInstance instance, int row) {
        if (depth < DEEPEST) {
            instance.read(row, 0, chance.once(10) ? Trust.SERVE_ONLY : Trust.FULL);
        }
    }

    /** What a loader finds; one in a transaction that has read before may find what was there then. */
    int load(int row, boolean fromCopy) {
        if (settings.rows().get(row) == CacheKind.BY_HAND) {
            return outside[row];
        }
        return fromCopy ? database.readCopy(row) : database.read(row);
    }

    void answered(SimulatedInstance instance, int row, int version, long start, int least, boolean loaded) {
        tally.answered(!loaded);
        promises.answered(
                row, version, start, instance, settings.rows().get(row).isStrict(), least);
    }

    void unanswered() {
        tally.unanswered();
    }

    private void nudged(SimulatedServer server, int partition, Nudge nudge) {
        for (SimulatedInstance instance : instances) {
            for (int copies = chance.below(3); copies > 0; copies--) { // lost, or doubled
                soonOrLater(instance, () -> {
                    if (instance.server() == server && !instance.isCutOff()) {
                        instance.link(partition).nudged(nudge);
                    }
                });
            }
        }
    }

    private void add(SimulatedServer server) {
        server.listen((partition, nudge) -> nudged(server, partition, nudge));
        servers.add(server);
    }

    private SimulatedInstance newInstance(int place) {
        return new SimulatedInstance(this, "i" + names++, servers.get(0), place < settings.relays());
    }

    /** Another process takes the place of one that has died, whose writers never hear anything. */
    void replace(int place) {
        SimulatedInstance dead = instances.get(place);
        if (!dead.isPaused()) {
            pending.removeIf(one -> one.instance() == dead);
            instances.set(place, newInstance(place));
        }
    }

    /** From now on there are two masters. */
    void split(boolean lagging) {
        promises.onlyTheBound();
        add(servers.get(0).split(this::now, lagging));
    }

    /** A server that has just begun a lineage may be replaced by one that has not heard of it; or all fall upon it. */
    void recovered(SimulatedServer server) {
        if (settings.has(Fault.FAILOVER) && chance.once(8)) {
            server.failOver();
            writeSome();
        }
        if (settings.has(Fault.RUSH) && depth < DEEPEST) {
            depth++;
            rush();
            depth--;
        }
    }

    private void rush() {
        now += settings.interval().toNanos();
        begin();
        for (SimulatedInstance instance : List.copyOf(instances)) {
            if (!instance.isPaused()) {
                instance.poll();
                for (int row = 0; row < Settings.ROWS; row++) {
                    read(instance, row);
                }
            }
        }
        List<Transaction> running = database.running();
        if (!running.isEmpty()) {
            database.commit(running.get(chance.below(running.size())), now);
        }
    }

    /** Where a call of a relay goes. */
    SimulatedServer reached(SimulatedInstance relay) {
        return faults.reached(relay.server());
    }

    boolean losesAnswer() {
        return settings.has(Fault.LOSE_ANSWER) && chance.once(15);
    }

    /** Nothing goes wrong any more: in a few seconds all must be as it should. */
    private void heal() {
        depth = DEEPEST;
        SimulatedServer survivor = servers.get(servers.size() - 1);
        survivor.away(false);
        database.away(false);
        for (SimulatedInstance instance : instances) {
            instance.cutOff(false);
            instance.connect(survivor);
        }
        if (settings.relays() > 0) {
            long until = now + RECOVERY.toNanos();
            while (!isWell()) {
                if (now > until) {
                    throw new AssertionError("Nothing is cached " + RECOVERY + " after the last fault: " + describe());
                }
                healingStep();
            }
        }
    }

    private void healingStep() {
        now += HEALING_STEP;
        List<Later> all = new ArrayList<>(later);
        later.clear();
        all.forEach(one -> one.what().run());
        for (SimulatedInstance instance : instances) {
            instance.poll();
            instance.relayOnce();
            instance.readDirectly();
            instance.retry();
        }
        database.replicate(1);
        returnToWriters();
    }

    private boolean isWell() {
        if (!pending.isEmpty()) {
            return false;
        }
        for (SimulatedInstance instance : instances) {
            if (!instance.freshness().hasLease()
                    || instance.freshness().isDirect()
                    || instance.writer().retries() > 0) {
                return false;
            }
        }
        for (SimulatedInstance instance : instances) {
            for (int row = 0; row < Settings.ROWS; row++) {
                if (!instance.isServing(row)) {
                    return false;
                }
            }
        }
        return true;
    }

    private String describe() {
        StringBuilder text = new StringBuilder(settings + "; " + pending.size() + " writers wait");
        for (SimulatedInstance instance : instances) {
            text.append("; lease for ")
                    .append(instance.freshness().leaseLeft())
                    .append(", stamp ")
                    .append(instance.freshness().stamp())
                    .append(", ")
                    .append(instance.writer().retries())
                    .append(" retries");
        }
        return text.toString();
    }

    long now() {
        return now;
    }

    void pass(long nanos) {
        now += nanos;
    }

    Settings settings() {
        return settings;
    }

    SimulatedDatabase database() {
        return database;
    }

    List<SimulatedInstance> instances() {
        return instances;
    }

    List<SimulatedServer> servers() {
        return servers;
    }
}
