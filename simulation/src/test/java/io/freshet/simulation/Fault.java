package io.freshet.simulation;

/** What can go wrong in a schedule. */
enum Fault {
    /** The shared tier answers nobody for a time. */
    OUTAGE,
    /** It is emptied. */
    WIPE,
    /** It is restarted with its data, or demoted and promoted again: another replication id. */
    RESTART,
    /** A replica that stopped following some time ago is promoted: acknowledged bumps are lost. */
    FAILOVER,
    /** One key of one partition is evicted: see {@link io.freshet.remote.ServerFaults.Key}. */
    LOSE_SEQUENCE,
    LOSE_HEAD,
    LOSE_TRANSACTIONS,
    LOSE_MEMBERS,
    /** The tags bumped longest ago are dropped. */
    TRIM_SEQUENCE,
    /** What is stored is gone. */
    LOSE_ENTRIES,
    /** Two servers are master at once, and instances reach either. Only the bound is promised from then on. */
    SPLIT,
    /** One instance alone is cut off from the shared tier. */
    CUT_OFF,
    /** An answer of the shared tier is lost after it did what it was asked. */
    LOSE_ANSWER,
    /** An instance stops in the midst of anything and goes on later with what it knew. */
    PAUSE,
    /** The same with its machine: its monotonic clock stands still meanwhile. */
    SUSPEND,
    /** All machines at once. */
    SUSPEND_ALL,
    /** The wall clock of an instance is set. */
    SET_WALL_CLOCK,
    /** An instance dies and another takes its place. */
    CRASH,
    /** The database answers nobody for a time. */
    NO_DATABASE,
    /** A standby is promoted that lacks the latest commits. */
    DATABASE_FAILOVER,
    /** The outbox deletes what is certified without keeping it for a time. */
    TRIM_OUTBOX,
    /** Right after a lineage has begun, before its relay goes on: everybody polls and loads, and somebody outside writes. */
    RUSH,
    /** A relay's connection changes its mind between two masters within a cycle. */
    WAVER
}
