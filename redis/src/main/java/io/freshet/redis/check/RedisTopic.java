package io.freshet.redis.check;

import io.freshet.check.Topic;

/** What findings about Redis or Valkey are about. */
public enum RedisTopic implements Topic {
    /** Which server it is. */
    VERSION("redis-version", "Freshet needs commands that Redis has since 6.2."),
    /** How long a question takes. */
    ROUND_TRIP(
            "redis-round-trip",
            "A hit in the shared tier and a read of a strict cache wait for one round trip, a write for one or two."),
    /** How much it may hold, and what it throws away. */
    MEMORY(
            "redis-memory",
            "A full server refuses invalidations, or throws the sequence of invalidations away, and with it every older entry's worth."),
    /** What a restart loses. */
    PERSISTENCE(
            "redis-persistence",
            "No restart makes a stale answer, but one that forgets everything begins with a cold cache and forgets switches."),
    /** Whose replica it is, and who its replicas are. */
    REPLICATION(
            "redis-replication",
            "Freshet writes to a master, and what a failover loses is invalidated again at the cost of loads."),
    /** When it gives up who listens. */
    BUFFERS(
            "redis-buffers",
            "A listener that is cut off misses messages of invalidations, and knows of them by its next poll only."),
    /** What the application's user may ask. */
    RIGHTS("redis-rights", "What may not be asked is not known here; Freshet works without it."),
    /** Whose clock is right. */
    CLOCK(
            "redis-clock",
            "No promise rests on two clocks that agree, but ages of entries do and the wait for the fleet trusts that Redis' own is not set forward."),
    /** How the cluster stands. */
    CLUSTER(
            "redis-cluster",
            "Partitions whose slots nobody serves have no lease: what needs them is answered from the source."),
    /** Who names the master. */
    SENTINEL("redis-sentinel", "Without enough sentinels nobody takes a failed master's place."),
    /** Who else uses it. */
    FLEET(
            "redis-fleet",
            "Instances with other partitions do not see each other's invalidations but by the database, and writers wait for the longest bound.");

    private final String id;
    private final String matter;

    RedisTopic(String id, String matter) {
        this.id = id;
        this.matter = matter;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String matter() {
        return matter;
    }
}
