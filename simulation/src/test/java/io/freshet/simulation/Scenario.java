package io.freshet.simulation;

import java.util.EnumSet;
import java.util.Set;

/** Which faults the schedules of a run are drawn from. Each schedule takes some of them. */
enum Scenario {
    /** None: loads, writes, messages and cycles in any order. */
    CALM(EnumSet.noneOf(Fault.class)),
    /** Redis. */
    SHARED_TIER(EnumSet.range(Fault.OUTAGE, Fault.LOSE_ENTRIES)),
    /** A replica that lags is promoted, again and again. */
    FAILOVERS(EnumSet.of(Fault.FAILOVER, Fault.RESTART, Fault.LOSE_ANSWER, Fault.PAUSE), Fault.FAILOVER),
    /** Who reaches whom, and when. */
    NETWORK(EnumSet.of(Fault.OUTAGE, Fault.FAILOVER, Fault.CUT_OFF, Fault.LOSE_ANSWER, Fault.PAUSE)),
    /** Instances that ask the outbox because nothing else answers them, while writers do not know of them. */
    DIRECT(EnumSet.of(Fault.CUT_OFF, Fault.PAUSE, Fault.SUSPEND, Fault.NO_DATABASE), Fault.CUT_OFF),
    /** Time. */
    CLOCKS(EnumSet.range(Fault.CUT_OFF, Fault.CRASH)),
    /** PostgreSQL. */
    DATABASE(EnumSet.range(Fault.CUT_OFF, Fault.TRIM_OUTBOX)),
    /** Two masters. */
    SPLIT_BRAIN(
            EnumSet.of(Fault.SPLIT, Fault.CUT_OFF, Fault.PAUSE, Fault.WIPE, Fault.CRASH, Fault.TRIM_OUTBOX),
            Fault.SPLIT),
    /** Two masters, and relays that reach now one, now the other. */
    WAVERING(EnumSet.of(Fault.SPLIT, Fault.WAVER, Fault.CUT_OFF, Fault.PAUSE), Fault.SPLIT, Fault.WAVER),
    /** Keys are evicted, and lineages begin in the midst of much else. */
    EVICTIONS(
            EnumSet.of(
                    Fault.LOSE_SEQUENCE,
                    Fault.LOSE_HEAD,
                    Fault.LOSE_MEMBERS,
                    Fault.RESTART,
                    Fault.FAILOVER,
                    Fault.PAUSE,
                    Fault.RUSH),
            Fault.LOSE_SEQUENCE,
            Fault.RUSH),
    /** All of them. */
    EVERYTHING(EnumSet.allOf(Fault.class));

    private final Set<Fault> faults;
    private final Set<Fault> always;

    Scenario(Set<Fault> faults, Fault... always) {
        this.faults = faults;
        this.always = Set.of(always);
    }

    /** Those that every schedule has. */
    Set<Fault> always() {
        return always;
    }

    Set<Fault> faults() {
        return faults;
    }
}
