package io.freshet.spring.observe;

/**
 * The names of all meters. Those of caches carry the tag {@code cache}; those that begin with {@code cache.} have the same tags as Boot's meters of other
 * caches, so that both fit into one registry.
 */
public enum Meter {
    /** Counter: reads answered, by {@code result} (hit, miss). */
    GETS("cache.gets"),
    /** Counter: reads answered from the cache, by {@code tier} (l1, l2). */
    HITS("freshet.hits"),
    /** Counter: entries stored. */
    PUTS("cache.puts"),
    /** Gauge: entries in process, about. */
    SIZE("cache.size"),
    /** Timer: loads. */
    LOAD_DURATION("freshet.load.duration"),
    /** Counter: loads that failed. */
    LOAD_FAILURES("freshet.load.failures"),
    /** Counter: reads that went past the cache because of what they took place in. */
    BYPASSES("freshet.bypasses"),
    /** Counter: refreshes of entries before they expire, by {@code result} (done, elsewhere, failed). */
    REFRESHES("freshet.refreshes"),
    /** Counter: loads that took too long for their readers, by {@code limit} (soft, hard). */
    LOAD_TIMEOUTS("freshet.load.timeouts"),
    /** Counter: loaded values that were too large to be kept in process, or at all. */
    TOO_LARGE("freshet.too.large"),
    /** Counter: entries that left L1 because their tenant had too many. */
    TENANT_EVICTIONS("freshet.tenant.evictions"),
    /** Counter: expired values served because the loader failed or took too long. */
    SERVED_EXPIRED("freshet.served.expired"),
    /** Counter: loaded values that were not kept because a write had overtaken them. */
    STALE_PREVENTED("freshet.stale.prevented"),
    /** Counter: loaded values that were not kept because it could not be told, or not yet, what they depend on. */
    NOT_KEPT("freshet.not.kept"),
    /** Counter: entries in the shared tier that could not be read, or are of another shape; they counted as misses. */
    UNDECODABLE("freshet.undecodable"),
    /** Counter: entries that were not stored in the shared tier because their value is too large, or could not be encoded. */
    NOT_STORED("freshet.not.stored"),
    /** Gauge: how long this instance may go on trusting what it knows, in seconds; 0 without a lease. */
    LEASE_LEFT("freshet.lease.left"),
    /** Counter: how often this instance could trust its cache again, or for the first time. */
    LEASE_GAINED("freshet.lease.gained"),
    /** Counter: how often this instance had to stop trusting its cache. */
    LEASE_LOST("freshet.lease.lost"),
    /** Gauge: 1 while this instance relies on the outbox because the shared tier does not answer, else 0. */
    DIRECT("freshet.direct"),
    /**
     * Gauge: how old the oldest stale answer can be that this instance may give now, in seconds: the age of what it is proven to know; 0
     * without a lease, since loaders answer then.
     */
    STALENESS_BOUND("freshet.staleness.bound"),
    /** Gauge: how old a stale answer may ever be, in seconds: the setting {@code freshet.bound}. */
    STALENESS_LIMIT("freshet.staleness.limit"),
    /** Gauges, by {@code quantile} (0.5, 0.99, 1): from a commit anywhere until this instance knew of it, over the latest 4,096 changes. */
    INVALIDATION_LAG("freshet.invalidation.lag"),
    /** Timer with percentiles: from a commit of this instance until its change was effective, as far as its writer waited for that. */
    INVALIDATION_DURATION("freshet.invalidation.duration"),
    /** Counter: changes made effective by this instance. */
    INVALIDATIONS("freshet.invalidations"),
    /** Counter: changes that could not be made effective at once. */
    INVALIDATIONS_DELAYED("freshet.invalidations.delayed"),
    /** Gauge: changes that wait in this instance to be made effective. */
    INVALIDATIONS_WAITING("freshet.invalidations.waiting"),
    /** Counter: messages about changes that did not arrive, and were made up for by a poll. */
    GAPS_REPAIRED("freshet.gaps.repaired"),
    /** Gauge: bytes of the database's log that are kept for whoever reads it; 0 where nobody does. */
    LOG_LAG("freshet.log.lag"),
    /** Gauge: how many switches of caches, tenants and everything are off, by somebody or by configuration. */
    SWITCHED_OFF("freshet.switched.off"),
    /** Counter: answers compared with their source. */
    SHADOW_COMPARED("freshet.shadow.compared"),
    /** Counter: entries that were found stale although nothing was heard that touches them. */
    SHADOW_VIOLATIONS("freshet.shadow.violations"),
    /** Counter: comparisons that failed because the loader did. */
    SHADOW_FAILED("freshet.shadow.failed");

    private final String text;

    Meter(String text) {
        this.text = text;
    }

    /** The name as the registry has it. */
    public String text() {
        return text;
    }
}
