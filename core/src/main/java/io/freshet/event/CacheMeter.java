package io.freshet.event;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** The running totals of one cache on one instance. Thread-safe; counting never contends. */
public final class CacheMeter {

    private final Map<Outcome, LongAdder> reads = new EnumMap<>(Outcome.class);
    private final Map<Effect, LongAdder> effects = new EnumMap<>(Effect.class);
    private final LongAdder puts = new LongAdder();
    private final LongAdder loads = new LongAdder();
    private final LongAdder failedLoads = new LongAdder();
    private final LongAdder loadNanos = new LongAdder();
    private final LongAdder stalePrevented = new LongAdder();
    private final LongAdder notKept = new LongAdder();

    /** All zero. */
    public CacheMeter() {
        for (Outcome outcome : Outcome.values()) {
            reads.put(outcome, new LongAdder());
        }
        for (Effect effect : Effect.values()) {
            effects.put(effect, new LongAdder());
        }
    }

    /** Counts a read. */
    public void read(Outcome outcome) {
        adder(reads, outcome).increment();
    }

    /** Counts a load that returned. */
    public void loaded(long nanos) {
        loads.increment();
        loadNanos.add(nanos);
    }

    /** Counts a load that threw. */
    public void loadFailed(long nanos) {
        failedLoads.increment();
        loadNanos.add(nanos);
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

    /** Counts what a policy has done. */
    public void took(Effect effect) {
        adder(effects, effect).increment();
    }

    /** How often a policy has done so. */
    public long count(Effect effect) {
        return adder(effects, effect).sum();
    }

    /** How many reads were answered so. */
    public long reads(Outcome outcome) {
        return adder(reads, outcome).sum();
    }

    private static <E extends Enum<E>> LongAdder adder(Map<E, LongAdder> adders, E what) {
        LongAdder adder = adders.get(what);
        if (adder == null) {
            throw new IllegalStateException("No counter for " + what);
        }
        return adder;
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

    /** Loaded values that were not kept because a write had overtaken them. */
    public long stalePreventedCount() {
        return stalePrevented.sum();
    }

    /** Loaded values that were not kept because it could not be told, or not yet, what they depend on. */
    public long notKeptCount() {
        return notKept.sum();
    }

    /** Hits among hits and misses, from 0 to 1; 0 if there were none. */
    public double hitRate() {
        long hits = hits();
        long all = hits + misses();
        return all == 0 ? 0 : (double) hits / all;
    }
}
