package io.freshet.event;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;

/** The running totals of one cache on one instance. Thread-safe; counting a read never contends. */
public final class CacheMeter {

    private final LongAdder[] reads = new LongAdder[Outcome.values().length];
    private final LongAdder[] effects = new LongAdder[Effect.values().length];
    private final LongAdder puts = new LongAdder();
    private final LongAdder loads = new LongAdder();
    private final LongAdder failedLoads = new LongAdder();
    private final LongAdder loadNanos = new LongAdder();
    private final LoadTimes loadTimes = new LoadTimes();
    private final LongAdder stalePrevented = new LongAdder();
    private final LongAdder notKept = new LongAdder();
    private final LongAdder undecodable = new LongAdder();
    private final LongAdder notStored = new LongAdder();

    /** All zero. */
    public CacheMeter() {
        Arrays.setAll(reads, outcome -> new LongAdder());
        Arrays.setAll(effects, effect -> new LongAdder());
    }

    /** Counts a read. */
    public void read(Outcome outcome) {
        reads[outcome.ordinal()].increment();
    }

    /** Counts a load that returned. */
    public void loaded(long nanos) {
        loads.increment();
        loadNanos.add(nanos);
        loadTimes.add(nanos);
    }

    /** Counts a load that threw. */
    public void loadFailed(long nanos) {
        failedLoads.increment();
        loadNanos.add(nanos);
        loadTimes.add(nanos);
    }

    /** Counts an entry stored. */
    public void put() {
        puts.increment();
    }

    /** Counts a loaded value that was not kept because a write had overtaken it. */
    public void stalePrevented() {
        stalePrevented.increment();
    }

    /** Counts a loaded value that was not kept because it could not be told what it depends on. */
    public void notKept() {
        notKept.increment();
    }

    /** Counts an entry of L2 that could not be read, or is of another shape. */
    public void undecodable() {
        undecodable.increment();
    }

    /** Counts an entry that was not stored in L2 because of its value. */
    public void notStored() {
        notStored.increment();
    }

    /** Counts what a policy has done. */
    public void took(Effect effect) {
        effects[effect.ordinal()].increment();
    }

    /** How often a policy has done so. */
    public long count(Effect effect) {
        return effects[effect.ordinal()].sum();
    }

    /** How many reads were answered so. */
    public long reads(Outcome outcome) {
        return reads[outcome.ordinal()].sum();
    }

    /** Reads answered by an entry. */
    public long hits() {
        return reads(Outcome.HIT_L1) + reads(Outcome.HIT_L2) + reads(Outcome.STALE);
    }

    /** Reads answered by the loader because there was no entry to serve. */
    public long misses() {
        return reads(Outcome.MISS);
    }

    /** Entries stored. */
    public long puts() {
        return puts.sum();
    }

    /** Loads that returned. */
    public long loads() {
        return loads.sum();
    }

    /** Loads that threw. */
    public long failedLoads() {
        return failedLoads.sum();
    }

    /** Time spent in loaders. */
    public Duration loadTime() {
        return Duration.ofNanos(loadNanos.sum());
    }

    /** The time that this share of all loads stayed within, failed ones included; a quarter too long at the most; zero if there were none. */
    public Duration loadTime(double share) {
        return loadTimes.within(share);
    }

    /** Loaded values that were not kept because a write had overtaken them. */
    public long stalePreventedCount() {
        return stalePrevented.sum();
    }

    /** Loaded values that were not kept because it could not be told, or not yet, what they depend on. */
    public long notKeptCount() {
        return notKept.sum();
    }

    /** Entries of L2 that could not be read, or are of another shape: they counted as misses. */
    public long undecodableCount() {
        return undecodable.sum();
    }

    /** Entries that were not stored in L2 because their value is too large, or could not be encoded. */
    public long notStoredCount() {
        return notStored.sum();
    }

    /** Hits among hits and misses, from 0 to 1; 0 if there were none. */
    public double hitRate() {
        long hits = hits();
        long all = hits + misses();
        return all == 0 ? 0 : (double) hits / all;
    }
}
