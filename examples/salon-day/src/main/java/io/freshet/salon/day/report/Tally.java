package io.freshet.salon.day.report;

import org.HdrHistogram.Histogram;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/** What the whole load has seen so far. Thread-safe. */
public final class Tally {
    private static final int EXAMPLES = 20;

    private final List<CacheTally> caches;
    private final Map<String, LongAdder> writes = new ConcurrentHashMap<>();
    private final LongAdder unknownWrites = new LongAdder();
    private final LongAdder failovers = new LongAdder();
    private final LongAdder errors = new LongAdder();
    private final Queue<String> errorExamples = new ConcurrentLinkedQueue<>();
    private final Histogram clientMicros = CacheTally.micros();

    /** Starts at nothing, for these caches. */
    public Tally(List<String> caches) {
        this.caches = caches.stream().map(CacheTally::new).toList();
    }

    /** Returns the tally of the cache with this position in the list. */
    public CacheTally cache(int position) {
        return caches.get(position);
    }

    List<CacheTally> caches() {
        return caches;
    }

    /** Counts a write that was acknowledged. */
    public void wrote(String kind) {
        writes.computeIfAbsent(kind, unseen -> new LongAdder()).increment();
    }

    /** Counts a write whose connection was lost before it was answered. */
    public void wroteUnknown() {
        unknownWrites.increment();
    }

    /** Counts a request that was sent again to another instance, because its own had been killed. */
    public void failedOver() {
        failovers.increment();
    }

    /** Counts a request that should have been answered well and was not. */
    public void failed(String what) {
        errors.increment();
        if (errors.sum() <= EXAMPLES) {
            errorExamples.add(what);
        }
    }

    /** Notes how long a client waited for an answer, from the moment at which the request was due. */
    public void waited(long micros) {
        CacheTally.record(clientMicros, micros);
    }

    /** Returns all answered reads, those that asked for the source included. */
    public long reads() {
        return sum(CacheTally::reads) + sum(CacheTally::sourceReads);
    }

    public long writes() {
        return writes.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /** Returns the acknowledged writes by kind, sorted. */
    public Map<String, Long> writesByKind() {
        Map<String, Long> sums = new TreeMap<>();
        writes.forEach((kind, count) -> sums.put(kind, count.sum()));
        return sums;
    }

    public long unknownWrites() {
        return unknownWrites.sum();
    }

    public long failovers() {
        return failovers.sum();
    }

    public long errors() {
        return errors.sum();
    }

    /** Returns the first few errors. */
    public List<String> errorExamples() {
        return List.copyOf(errorExamples);
    }

    long hits() {
        return sum(CacheTally::hits);
    }

    long misses() {
        return sum(CacheTally::misses);
    }

    /** Returns the share of hits among the reads that the caches were asked for, 0 to 1. */
    public double hitRate() {
        return ratio(hits(), hits() + misses());
    }

    /** Returns the share of statements that the reads did not cost, against the same reads at the source: at most 1. */
    public double queriesSaved() {
        double needed = 0;
        double done = 0;
        for (CacheTally cache : caches) {
            if (cache.sourceReads() > 0) {
                needed += cache.queriesPerSourceRead() * cache.reads();
                done += cache.queries();
            }
        }
        return needed == 0 ? 0 : 1 - done / needed;
    }

    /** Returns how long the server took for hits. */
    public Latency cached() {
        return all(CacheTally::cachedMicros);
    }

    /** Returns how long the server took for reads that asked for the source. */
    public Latency uncached() {
        return all(CacheTally::uncachedMicros);
    }

    /** Returns how long the clients waited. */
    public Latency client() {
        return Latency.of(clientMicros.copy());
    }

    private Latency all(Function<CacheTally, Histogram> part) {
        Histogram sum = new Histogram(1, 60_000_000, 3);
        caches.forEach(cache -> sum.add(part.apply(cache)));
        return Latency.of(sum);
    }

    private long sum(Function<CacheTally, Long> part) {
        return caches.stream().mapToLong(part::apply).sum();
    }

    static double ratio(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }
}
