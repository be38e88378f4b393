package io.freshet.simulation;

import io.freshet.invalidate.Acknowledge;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * How one schedule is set up, drawn from its seed: some of the scenario's faults rather than all, so that each can go far.
 *
 * @param faults what may go wrong
 * @param rarity one step in so many goes wrong
 * @param calm one call in so many is interrupted
 * @param partitions of the shared tier
 * @param acknowledge what writers wait for
 * @param direct whether instances ask the outbox while the shared tier is away
 * @param relays how many of the instances may relay
 * @param interval between polls, and between cycles
 * @param rows the cache through which each row is read
 */
record Settings(
        Set<Fault> faults,
        int rarity,
        int calm,
        int partitions,
        Acknowledge acknowledge,
        boolean direct,
        int relays,
        Duration interval,
        List<CacheKind> rows) {

    static final int ROWS = 3;
    static final int INSTANCES = 3;

    static Settings draw(Scenario scenario, Chance chance) {
        Set<Fault> faults = EnumSet.noneOf(Fault.class);
        List<Fault> all = List.copyOf(scenario.faults());
        for (int some = all.isEmpty() ? 0 : 1 + chance.below(4); some > 0; some--) {
            faults.add(all.get(chance.below(all.size())));
        }
        faults.addAll(scenario.always());
        if (faults.contains(Fault.SUSPEND) || faults.contains(Fault.SUSPEND_ALL)) {
            faults.remove(Fault.SET_WALL_CLOCK); // both at once would be missed: see Moment
        }
        List<CacheKind> rows = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            rows.add(CacheKind.values()[chance.below(CacheKind.values().length)]);
        }
        return new Settings(
                faults,
                30 + chance.below(90),
                2 + chance.below(10),
                chance.once(3) ? 3 : 1,
                chance.once(3) ? Acknowledge.BUMPED : Acknowledge.FLEET,
                !chance.once(5),
                relays(faults, chance),
                Duration.ofMillis(10 + chance.below(41)),
                rows);
    }

    /** After a split only an instance that may relay can tell a server that it has fallen behind: see RelayKeeper. */
    private static int relays(Set<Fault> faults, Chance chance) {
        int some = chance.once(25) ? 0 : 1 + chance.below(INSTANCES);
        return faults.contains(Fault.SPLIT) ? INSTANCES : some;
    }

    /** Only the clocks of a machine that was suspended are read to the millisecond, with some tolerance. */
    Duration bound(Duration stated) {
        return has(Fault.SUSPEND) || has(Fault.SUSPEND_ALL) ? stated.plusMillis(7) : stated;
    }

    boolean has(Fault fault) {
        return faults.contains(fault);
    }
}
