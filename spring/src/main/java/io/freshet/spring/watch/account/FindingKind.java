package io.freshet.spring.watch.account;

/** What can be wrong with a cache, and what helps. */
public enum FindingKind {
    /** A value was served that its source did not give any more, and nobody was seen to write what it was loaded from. */
    STALE_ANSWER(
            "stale-answer",
            "Evict the entry after whatever writes this outside of the application, or give it a time to live that is as long as it may be wrong. If only this"
                    + " application writes it, a load was put after the eviction that it raced: freshet.mode=on keeps no such load"),
    /** The same, after a write to a table that the value was loaded from. */
    MISSING_INVALIDATION(
            "missing-invalidation",
            "Add a @CacheEvict for this cache to the writer, or let freshet.mode=on find out what to evict"),
    /** An entry was evicted or put within a transaction that committed a write afterwards. */
    EARLY_EVICTION(
            "eviction-before-commit",
            "Until the commit, others load and keep the old value. Put the annotation outside of the transaction, or make the cache manager transaction aware"
                    + " (RedisCacheManagerBuilder.transactionAware, or TransactionAwareCacheManagerProxy)"),
    /** A cache keeps its entries until they are evicted. */
    NO_EXPIRY(
            "no-expiry",
            "Give the cache a time to live, as spring.cache.redis.time-to-live=10m: it bounds every other mistake");

    private final String text;
    private final String remedy;

    FindingKind(String text, String remedy) {
        this.text = text;
        this.remedy = remedy;
    }

    /** The name as reports and meters have it. */
    public String text() {
        return text;
    }

    /** What helps. */
    public String remedy() {
        return remedy;
    }
}
