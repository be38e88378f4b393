package io.freshet.spring.watch.account;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** How one cache is used. Thread-safe. */
public final class CacheAccount {

    private final String name;
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final LongAdder puts = new LongAdder();
    private final LongAdder evictions = new LongAdder();
    private final LongAdder stale = new LongAdder();
    private final AtomicLong epoch = new AtomicLong();
    private volatile Expiry expiry = Expiry.unknown("nothing was asked of it yet");

    CacheAccount(String name) {
        this.name = name;
    }

    /** Its name; with that of its manager, where several have one of that name. */
    public String name() {
        return name;
    }

    long epoch() {
        return epoch.get();
    }

    void hit() {
        hits.increment();
    }

    void miss() {
        misses.increment();
    }

    void put() {
        puts.increment();
    }

    void evicted() {
        evictions.increment();
    }

    void cleared() {
        evictions.increment();
        epoch.incrementAndGet();
    }

    void stale() {
        stale.increment();
    }

    /** When its entries expire. */
    public Expiry expiry() {
        return expiry;
    }

    /** Says when its entries expire. */
    public void expires(Expiry found) {
        expiry = found;
    }

    /** Look-ups that found something. */
    public long hitCount() {
        return hits.sum();
    }

    /** Look-ups that found nothing. */
    public long missCount() {
        return misses.sum();
    }

    /** Values put. */
    public long putCount() {
        return puts.sum();
    }

    /** Evictions of one entry or all. */
    public long evictionCount() {
        return evictions.sum();
    }

    /** Entries that were seen to be stale. */
    public long staleCount() {
        return stale.sum();
    }

    /** The share of the look-ups that found something; 0 without any. */
    public double hitRate() {
        long all = hitCount() + missCount();
        return all == 0 ? 0 : (double) hitCount() / all;
    }
}
