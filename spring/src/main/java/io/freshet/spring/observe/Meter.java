package io.freshet.spring.observe;

/** The names of all meters. Those of caches carry the tag {@code cache}. */
public enum Meter {
    /** Counter: reads answered, by {@code result} (hit, miss) and {@code tier} (l1, l2, none). */
    GETS("cache.gets"),
    /** Counter: entries stored. */
    PUTS("cache.puts"),
    /** Gauge: entries in process, about. */
    SIZE("cache.size"),
    /** Timer: loads. */
    LOAD_DURATION("cache.load.duration"),
    /** Counter: loads that failed. */
    LOAD_FAILURES("freshet.load.failures"),
    /** Counter: reads that went past the cache because of what they took place in. */
    BYPASSES("freshet.bypasses"),
    /** Counter: expired values served because the loader failed. */
    SERVED_EXPIRED("freshet.served.expired"),
    /** Counter: loaded values that were not kept because a write had overtaken them. */
    STALE_PREVENTED("freshet.stale.prevented"),
    /** Gauge: how long this instance may go on trusting what it knows, in seconds; 0 without a lease. */
    LEASE_LEFT("freshet.lease.left"),
    /** Gauge: how old a stale answer may be at the most, in seconds. */
    STALENESS_BOUND("freshet.staleness.bound"),
    /** Timer with percentiles: from a commit of this instance until its change was effective. */
    INVALIDATION_LAG("freshet.invalidation.lag"),
    /** Counter: changes made effective by this instance. */
    INVALIDATIONS("freshet.invalidations"),
    /** Counter: changes that could not be made effective at once. */
    INVALIDATIONS_DELAYED("freshet.invalidations.delayed"),
    /** Gauge: changes that wait in this instance to be made effective. */
    INVALIDATIONS_WAITING("freshet.invalidations.waiting");

    private final String text;

    Meter(String text) {
        this.text = text;
    }

    /** The name as the registry has it. */
    public String text() {
        return text;
    }
}
