package io.freshet.spring.watch.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Hears what is done with caches and what transactions write, and finds what is wrong with that. Thread-safe; nothing that it hears blocks.
 *
 * <h2>When a value is stale, and why a race is not</h2>
 *
 * A look-up that found something is compared now and then with its method, called again: by chance, or because a table that the entry was loaded from
 * was written a grace ago and the entry is still served. A difference proves nothing, since the method may have seen a write whose eviction is on its
 * way. So it is remembered, and when the application looks the same entry up after another grace, that answer is compared as well. The entry must not
 * have been put or evicted here meanwhile, must have the value that it had, and must differ again: then what the first comparison saw was committed a
 * grace ago, and nobody evicted the entry for it. The cache itself is never asked, so that watching it prolongs no entry's life.
 *
 * <p>A method whose answers differ from one call to the next, or that never answered as cached, is not judged.
 */
public final class Watch {

    private static final int MOST_NAMES = 1_000;

    private final WatchLimits limits;
    private final LongSupplier nanos;
    private final Comparing comparing;
    private final Cache<Place, EntryAccount> entries;
    private final ConcurrentMap<String, CacheAccount> caches = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, MethodAccount> methods = new ConcurrentHashMap<>();
    private final List<Consumer<CacheAccount>> newCaches = new CopyOnWriteArrayList<>();
    private final Tables tables = new Tables();
    private final Writers writers = new Writers();
    private final Findings findings;

    /**
     * Nothing seen yet.
     *
     * @param nanos a monotonic clock
     * @param background where methods are called again; may refuse
     * @param listener hears of each finding that is the first of its kind for its cache
     */
    public Watch(WatchLimits limits, LongSupplier nanos, Executor background, Consumer<Finding> listener) {
        this.limits = limits;
        this.nanos = nanos;
        this.findings = new Findings(listener);
        this.comparing = new Comparing(limits, nanos, background, tables, writers, findings);
        this.entries = Caffeine.newBuilder().maximumSize(limits.entries()).build();
    }

    /** The account of a cache. */
    public CacheAccount cache(String name) {
        CacheAccount present = caches.get(name);
        return present != null
                ? present
                : caches.size() >= MOST_NAMES ? new CacheAccount(name) : caches.computeIfAbsent(name, this::newCache);
    }

    private CacheAccount newCache(String name) {
        CacheAccount fresh = new CacheAccount(name);
        newCaches.forEach(listener -> listener.accept(fresh));
        return fresh;
    }

    /** Hears of each cache that is looked into for the first time from now on. */
    public void whenCacheIsNew(Consumer<CacheAccount> listener) {
        newCaches.add(listener);
    }

    /** The account of a cached method. */
    public MethodAccount method(String name) {
        MethodAccount present = methods.get(name);
        return present != null
                ? present
                : methods.size() >= MOST_NAMES
                        ? new MethodAccount(name)
                        : methods.computeIfAbsent(name, MethodAccount::new);
    }

    /** What is written. */
    public Tables tables() {
        return tables;
    }

    /** A look-up found this; by whom it was asked, if that is a cached method. */
    public void hit(CacheAccount cache, @Nullable Object key, @Nullable Object value, @Nullable Asker asker) {
        cache.hit();
        EntryAccount entry = of(cache, key);
        LoadReads load = LoadReads.current();
        if (load != null && entry != null) {
            load.read(entry.reads());
        }
        if (asker == null || !limits.compares() || !asker.method().isComparable()) {
            return;
        }
        if (entry == null) {
            if (!isDrawn()) {
                return;
            }
            entry = new EntryAccount(cache.epoch(), List.of(), tables.number());
            entries.put(new Place(cache, key), entry);
        } else if (entry.isTold() || !(isDue(entry) || isDrawn())) {
            return;
        }
        comparing.served(cache, entry, String.valueOf(key), value, asker);
    }

    private boolean isDue(EntryAccount entry) {
        long grace = limits.grace().toNanos();
        EntryAccount.Difference difference = entry.difference();
        if (difference != null) {
            return nanos.getAsLong() - difference.atNanos() >= grace;
        }
        return entry.isWritten(tables.any()) && entry.isSuspectFor(grace, nanos.getAsLong());
    }

    private boolean isDrawn() {
        return limits.share() > 0 && ThreadLocalRandom.current().nextDouble() < limits.share();
    }

    private @Nullable EntryAccount of(CacheAccount cache, @Nullable Object key) {
        EntryAccount entry = entries.getIfPresent(new Place(cache, key));
        return entry == null || entry.epoch() != cache.epoch() ? null : entry;
    }

    /** A look-up found nothing. */
    public void missed(CacheAccount cache) {
        cache.miss();
    }

    /** What a method answered was put, after this was read; by whom, if that is a cached method. */
    public void loaded(
            CacheAccount cache, @Nullable Object key, @Nullable Object value, LoadReads reads, @Nullable Asker asker) {
        put(cache, key, new EntryAccount(cache.epoch(), reads.names(), reads.number()));
        if (asker != null) {
            asker.method().loaded(reads);
            if (limits.compares()) {
                comparing.loaded(value, asker);
            }
        }
    }

    /** Something was put there by a method that writes, which so cares for the cache. */
    public void caredFor(CacheAccount cache, Writer writer) {
        writers.evicts(writer, cache);
    }

    /** A value was put of which nobody knows what it was made from. */
    public void put(CacheAccount cache, @Nullable Object key) {
        put(cache, key, new EntryAccount(cache.epoch(), List.of(), tables.number()));
    }

    private void put(CacheAccount cache, @Nullable Object key, EntryAccount entry) {
        cache.put();
        entries.put(new Place(cache, key), entry);
        if (cache.putCount() == 1 && cache.expiry().kind() == Expiry.Kind.NEVER) {
            findings.add(new Finding(
                    FindingKind.NO_EXPIRY,
                    cache.name(),
                    "",
                    "",
                    "",
                    "its entries never expire (" + cache.expiry().text() + ")"));
        }
    }

    /** An entry was evicted, by this method or request. */
    public void evicted(CacheAccount cache, @Nullable Object key, Writer writer) {
        cache.evicted();
        writers.evicts(writer, cache);
        entries.invalidate(new Place(cache, key));
    }

    /** All entries were evicted, by this method or request. */
    public void cleared(CacheAccount cache, Writer writer) {
        cache.cleared();
        writers.evicts(writer, cache);
    }

    /** A transaction has committed that wrote these tables, or {@link Tables#ANY}. */
    public void committed(Collection<String> written, Writer writer) {
        if (!written.isEmpty()) {
            tables.wrote(written, writer);
        }
    }

    /**
     * Within the transaction that has just committed, something took effect before that.
     *
     * @param what as "evict of key 5"
     * @param method whose annotation did it; empty if none
     */
    public void early(CacheAccount cache, String what, String method, Collection<String> written, Writer writer) {
        String names = String.join(", ", new TreeSet<>(written));
        findings.add(new Finding(
                FindingKind.EARLY_EVICTION,
                cache.name(),
                method,
                names,
                writer.describe(),
                what + (method.isEmpty() ? "" : " by " + method) + " took effect before the transaction of "
                        + writer.describe() + " committed its write to " + names));
    }

    /** What was found. */
    public Findings findings() {
        return findings;
    }

    /** What was compared. */
    public Comparing comparing() {
        return comparing;
    }

    /** The caches by name. */
    public SortedMap<String, CacheAccount> caches() {
        return new TreeMap<>(caches);
    }

    /** The cached methods by name. */
    public SortedMap<String, MethodAccount> methods() {
        return new TreeMap<>(methods);
    }

    private record Place(CacheAccount cache, @Nullable Object key) {}
}
