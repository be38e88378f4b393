package io.freshet.simulation;

import io.freshet.remote.ServerFaults.Key;

import java.util.List;

/** Makes go wrong what a schedule's settings name. */
final class Faults {

    private static final int LONGEST_MILLIS = 1_600;

    private final SimulatedFleet fleet;
    private final Chance chance;
    private final Tally tally;
    private final List<Fault> some;

    Faults(SimulatedFleet fleet, Chance chance, Tally tally) {
        this.fleet = fleet;
        this.chance = chance;
        this.tally = tally;
        this.some = List.copyOf(fleet.settings().faults());
    }

    void step() {
        if (some.isEmpty()) {
            return;
        }
        end();
        if (chance.once(fleet.settings().rarity())) {
            begin(some.get(chance.below(some.size())));
        }
    }

    private void end() {
        if (fleet.database().isAway() && chance.once(12)) {
            fleet.database().away(false);
        }
        for (SimulatedServer server : fleet.servers()) {
            if (server.isAway() && chance.once(12)) {
                server.away(false);
            }
        }
        if (chance.once(100)) {
            anyInstance().cutOff(false);
        }
    }

    private void begin(Fault fault) {
        tally.fault();
        switch (fault) {
            case OUTAGE -> anyServer().away(true);
            case WIPE -> anyServer().wipe();
            case RESTART -> anyServer().restart();
            case FAILOVER -> failOver();
            case LOSE_SEQUENCE -> lose(Key.SEQUENCE);
            case LOSE_HEAD -> lose(Key.HEAD);
            case LOSE_TRANSACTIONS -> lose(Key.TRANSACTIONS);
            case LOSE_MEMBERS -> lose(Key.MEMBERS);
            case TRIM_SEQUENCE -> anyServer().trim(partition(), 1 + chance.below(3));
            case LOSE_ENTRIES -> anyServer().entries().clear();
            case SPLIT -> split();
            case CUT_OFF -> anyInstance().cutOff(true);
            case SET_WALL_CLOCK -> anyInstance().clock().setWall(chance.millis(6_000) - 3_000_000_000L);
            case CRASH -> fleet.replace(chance.below(fleet.instances().size()));
            case SUSPEND_ALL -> suspendAll();
            case NO_DATABASE -> fleet.database().away(true);
            case DATABASE_FAILOVER -> fleet.database().failOver(1 + chance.below(3));
            case PAUSE, SUSPEND, LOSE_ANSWER, TRIM_OUTBOX, RUSH, WAVER -> fleet.pass(chance.millis(LONGEST_MILLIS));
        }
    }

    /** The replica stops following; the next time it is promoted. */
    private void failOver() {
        SimulatedServer server = anyServer();
        if (chance.once(2)) {
            server.loseReplica();
        } else {
            fleet.writeSome();
            server.failOver();
            fleet.writeSome();
        }
    }

    private void lose(Key key) {
        fleet.writeSome();
        anyServer().lose(partition(), key);
    }

    private int partition() {
        return chance.below(fleet.settings().partitions());
    }

    private void split() {
        if (fleet.servers().size() == 1) {
            fleet.split(chance.once(2));
        }
        for (SimulatedInstance instance : fleet.instances()) {
            if (chance.once(2)) {
                instance.connect(anyServer());
            }
        }
    }

    /** Where a call of a relay goes that should go where its others went. */
    SimulatedServer reached(SimulatedServer meant) {
        return fleet.settings().has(Fault.WAVER) && chance.once(4) ? anyServer() : meant;
    }

    private SimulatedServer anyServer() {
        return fleet.servers().get(chance.below(fleet.servers().size()));
    }

    private SimulatedInstance anyInstance() {
        return fleet.instances().get(chance.below(fleet.instances().size()));
    }

    /** Whether the instance, in the midst of something, is stopped for a time; it then was. */
    boolean stops(SimulatedInstance instance) {
        boolean suspends = fleet.settings().has(Fault.SUSPEND);
        if (!suspends && !fleet.settings().has(Fault.PAUSE) || !chance.once(40)) {
            return false;
        }
        tally.fault();
        long before = instance.clock().nanos();
        instance.pause();
        whileStopped();
        instance.resume();
        if (suspends && (chance.once(2) || !fleet.settings().has(Fault.PAUSE))) {
            instance.clock().sleptSince(before);
        }
        return true;
    }

    private void suspendAll() {
        List<SimulatedInstance> all = List.copyOf(fleet.instances());
        List<Long> before =
                all.stream().map(instance -> instance.clock().nanos()).toList();
        all.forEach(SimulatedInstance::pause);
        whileStopped();
        all.forEach(SimulatedInstance::resume);
        for (int i = 0; i < all.size(); i++) {
            all.get(i).clock().sleptSince(before.get(i));
        }
    }

    private void whileStopped() {
        for (int turns = 1 + chance.below(4); turns > 0; turns--) {
            fleet.steps(chance.below(6));
            if (chance.once(3)) {
                fleet.pass(chance.millis(LONGEST_MILLIS));
            }
        }
    }
}
