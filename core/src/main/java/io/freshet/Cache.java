package io.freshet;

import io.freshet.entry.Entry;
import io.freshet.entry.Lookup;
import io.freshet.event.CacheMeter;
import io.freshet.key.CacheKey;
import io.freshet.key.KeyProbe;
import io.freshet.key.KeyTemplate;
import io.freshet.key.MissingTenantException;
import io.freshet.key.TenantResolver;
import io.freshet.load.LaterLoader;
import io.freshet.load.Loader;
import io.freshet.load.LostContextException;
import io.freshet.read.AsyncReads;
import io.freshet.read.CachePolicy;
import io.freshet.read.Computation;
import io.freshet.read.Held;
import io.freshet.read.ReadPath;
import io.freshet.tag.Dependency;
import io.freshet.tag.Tags;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A named set of entries with one policy. Thread-safe. Made by {@link Freshet#cache}.
 *
 * @param <K> what identifies an entry within a tenant
 * @param <V> the values; they are shared between threads and must be treated as immutable
 */
public final class Cache<K, V> {

    private static final int PUTTING_AT_ONCE = 16;

    private final Object[] putting =
            Stream.generate(Object::new).limit(PUTTING_AT_ONCE).toArray();
    private final KeyTemplate template;
    private final CachePolicy configured;
    private final List<Dependency> dependencies;
    private final KeyedCache<K, V> keyed;
    private final boolean isKeyedByItself;
    private final TenantResolver tenants;
    private volatile ReadPath reads;
    private volatile AsyncReads async;
    private final Freshet freshet;

    Cache(CacheBuilder<K, V> builder, ReadPath reads, AsyncReads async, TenantResolver tenants, Freshet freshet) {
        this.template = builder.template();
        this.configured = builder.policy();
        this.dependencies = List.copyOf(builder.dependencies());
        this.keyed = new KeyedCache<>(this, builder.segments(), freshet);
        this.isKeyedByItself = builder.isKeyedByItself();
        this.tenants = tenants;
        this.reads = reads;
        this.async = async;
        this.freshet = freshet;
    }

    /**
     * The value of the key in the present tenant: the cached one if it may be served, else the loader's. Blocks on the shared tier for a short
     * time, and on the loader.
     *
     * @throws MissingTenantException if the cache keeps tenants apart and there is none
     */
    public @Nullable V get(K key, Function<K, ? extends @Nullable V> loader) {
        Entry held = hit(key);
        if (held != null) {
            return valueOf(held);
        }
        CacheKey full = keyOf(key);
        return unchecked(() -> reads.<@Nullable V>get(full, () -> loaded(full, key, loader)));
    }

    /** The value of a key that was made elsewhere; what the loader throws comes through unchanged. */
    public <T extends @Nullable Object> T load(CacheKey key, Loader<T> loader) throws Throwable {
        return reads.get(key, loader);
    }

    /**
     * The value, as {@link #get} has it, without blocking the caller: a hit in L1 is there at once, L2 is asked without a thread that waits, and the
     * loader runs on a thread for loads ({@link FreshetBuilder#loadExecutor}). Only where the calling thread's own transaction or load has to see what
     * is read, as in a transaction that has written, everything is done before this returns, as {@code get} would. Of a strict cache each
     * answer takes a thread for loads. To cancel the answer ends the wait only: a load that has begun goes on, and is kept.
     *
     * @return completes with what the loader threw, as it was thrown
     * @throws MissingTenantException if the cache keeps tenants apart and there is none
     */
    public CompletableFuture<@Nullable V> getAsync(K key, Function<K, ? extends @Nullable V> loader) {
        CacheKey full = keyOf(key);
        return async.<@Nullable V>get(full, () -> loaded(full, key, loader));
    }

    /** The values, as {@link #getAll} has them, without blocking the caller, as {@link #getAsync} has it. */
    public CompletableFuture<Map<K, @Nullable V>> getAllAsync(
            Collection<? extends K> keys,
            Function<? super Set<K>, ? extends Map<? extends K, ? extends @Nullable V>> loader) {
        Map<CacheKey, K> asked = asked(keys);
        return async.getAll(asked.keySet(), missing -> loaded(missing, asked, loader))
                .thenApply(values -> byKey(values, asked));
    }

    /**
     * The value of a loader that answers later: no thread waits for it. It is called on a thread for loads. What it reads on other threads is not seen:
     * where the cache's dependencies are not declared but observed, nothing is kept, and the log says so. In a transaction that has written the
     * loader is called at once, on the calling thread, past the cache.
     *
     * @return as with {@link #getAsync}
     */
    public CompletableFuture<@Nullable V> getLater(
            K key, Function<K, ? extends CompletionStage<? extends @Nullable V>> loader) {
        CacheKey full = keyOf(key);
        return async.<@Nullable V>later(full, () -> loaded(full, key, loader));
    }

    /** The value of a key that was made elsewhere; what the loader fails with comes through unchanged. */
    public <T extends @Nullable Object> CompletableFuture<T> loadLater(CacheKey key, LaterLoader<T> loader) {
        return async.later(key, loader);
    }

    /**
     * The values of the keys in the present tenant: those that are cached and may be served, and the loader's of the rest. L1 costs nothing, L2 is one
     * round trip for all keys, and the loader is called once, with the keys that are missing; more often only if another read loads some of them
     * and fails. A key that the loader leaves out is left out of the answer, and nothing is kept of it; null is a value. What the loader answers
     * besides is ignored. Each entry of a load that is watched depends on all that the load read. If the loader throws, so does this, unless
     * expired values may be served for all that it was asked for. Blocks on the shared tier for a short time, and on the loader.
     *
     * @param keys duplicates count once
     * @param loader gets the missing keys in the order given
     * @return in the order of the keys; the caller's own
     * @throws MissingTenantException if the cache keeps tenants apart and there is none
     */
    public Map<K, @Nullable V> getAll(
            Collection<? extends K> keys,
            Function<? super Set<K>, ? extends Map<? extends K, ? extends @Nullable V>> loader) {
        Map<CacheKey, K> asked = asked(keys);
        return byKey(unchecked(() -> reads.getAll(asked.keySet(), missing -> loaded(missing, asked, loader))), asked);
    }

    private Map<CacheKey, K> asked(Collection<? extends K> keys) {
        Map<CacheKey, K> asked = new LinkedHashMap<>();
        keys.forEach(key -> asked.putIfAbsent(keyOf(key), key));
        return asked;
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // an entry holds what this cache's loaders gave
    private Map<K, @Nullable V> byKey(Map<CacheKey, @Nullable Object> values, Map<CacheKey, K> asked) {
        Map<K, @Nullable V> byKey = new LinkedHashMap<>();
        values.forEach((key, value) -> byKey.put(asked.get(key), (V) value));
        return byKey;
    }

    private Map<CacheKey, @Nullable V> loaded(
            Set<CacheKey> missing,
            Map<CacheKey, K> asked,
            Function<? super Set<K>, ? extends Map<? extends K, ? extends @Nullable V>> loader) {
        missing.stream().findAny().ifPresent(this::requireTenant); // all have the same
        Set<K> wanted = new LinkedHashSet<>();
        missing.forEach(key -> wanted.add(asked.get(key)));
        Map<? extends K, ? extends @Nullable V> answer = Objects.requireNonNull(
                loader.apply(wanted),
                () -> "The loader of cache '" + name()
                        + "' returned null instead of a map; leave out the keys that have no value");
        Map<CacheKey, @Nullable V> values = new LinkedHashMap<>();
        for (CacheKey key : missing) {
            if (answer.containsKey(asked.get(key))) {
                values.put(key, answer.get(asked.get(key)));
            }
        }
        return values;
    }

    private <T extends @Nullable Object> T loaded(CacheKey full, K key, Function<K, T> loader) {
        requireTenant(full);
        return loader.apply(key);
    }

    /** A loader that asks its thread for the tenant would bring another one's data on a thread that knows another, or none. */
    private void requireTenant(CacheKey key) {
        if (configured.shared()) {
            return;
        }
        String present;
        try {
            present = tenants.currentTenant();
        } catch (RuntimeException e) {
            throw tenantIsLost(key, e);
        }
        if (!present.equals(key.tenant())) {
            throw tenantIsLost(key, null);
        }
    }

    private LostContextException tenantIsLost(CacheKey key, @Nullable RuntimeException why) {
        LostContextException lost = new LostContextException(
                "Cache '" + name() + "' would load for tenant '" + key.tenant()
                        + "' on thread '" + Thread.currentThread().getName()
                        + "', which does not know its caller's tenant. Answers that come later are loaded on threads that you give to"
                        + " FreshetBuilder.loadExecutor; refreshes and timeouts have none, so do without them in this cache");
        if (why != null) {
            lost.initCause(why);
        }
        return lost;
    }

    private static <T extends @Nullable Object> T unchecked(Loader<T> reading) {
        try {
            return reading.load();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for a load", e);
        } catch (Throwable e) {
            throw new IllegalStateException("A function cannot throw a checked exception, yet it did", e);
        }
    }

    private @Nullable Entry hit(K key) {
        KeyProbe probe = isKeyedByItself ? KeyProbe.of(template, keyed.tenant(tenants), key) : null;
        return probe == null ? null : hit(probe);
    }

    @SuppressWarnings("unchecked") // an entry holds what this cache's loaders gave
    private @Nullable V valueOf(Entry entry) {
        return (V) entry.value();
    }

    /**
     * The entry in process under a key that may be served now; null if the read has to go the whole way, with {@link #load}. Allocates nothing,
     * and clears the probe.
     */
    public @Nullable Entry hit(KeyProbe probe) {
        try {
            return reads.hit(probe);
        } finally {
            probe.clear();
        }
    }

    /**
     * The calling thread has begun a read of this cache that another thread may make: a load around it that is watched cannot be told what
     * it depends on, and is not kept.
     */
    public void readElsewhere() {
        async.readElsewhere();
    }

    /** What is there for the key in the present tenant, without loading. */
    public Lookup getIfPresent(K key) {
        return reads.lookup(keyOf(key));
    }

    /** What is there for a key that was made elsewhere, without loading. */
    public Lookup lookup(CacheKey key) {
        return reads.lookup(key);
    }

    /**
     * What a reader may be given for the key in the present tenant, without loading: as {@link #get} would, it finds nothing in a transaction that
     * has written, and it is counted as a read.
     */
    public Lookup find(K key) {
        return keyed.find(keyOf(key));
    }

    /** Whether {@link #find} would find a value now; not counted. */
    public boolean exists(K key) {
        return timeLeft(key).isPresent();
    }

    /** For how long the entry under the key may still be served; empty if there is none. */
    public Optional<Duration> timeLeft(K key) {
        return Optional.ofNullable(reads.byHand().timeLeft(keyOf(key)));
    }

    /**
     * What lies under a key that was made elsewhere, whether or not it may be served: for tests and tools. Neither loads nor counts, and does not
     * mind the calling thread's transaction. One round trip if L1 has nothing that may be served.
     */
    public Optional<Held> held(CacheKey key) {
        return Optional.ofNullable(reads.held(key));
    }

    /** Whether nothing is known on this instance that has invalidated the entry since it was loaded; it may have expired. */
    public boolean isUntouched(Entry entry) {
        return reads.byHand().isUntouched(entry);
    }

    /** The keys of what lies in process, whether or not it may be served; a copy, which takes time for each of them. */
    public Set<CacheKey> localKeys() {
        return reads.byHand().localKeys();
    }

    /**
     * Shows the entries in process, whether or not they may be served, one after the other, for as long as whoever looks wants more: for tools.
     * Neither counts, nor asks the shared tier, even of a strict cache, nor keeps an entry from leaving; what is put or leaves meanwhile may be
     * shown or not.
     */
    public void showLocal(BiPredicate<CacheKey, Held> wantsMore) {
        reads.byHand().showLocal(wantsMore);
    }

    /**
     * Puts a value of which the caller vouches that it is true now, in place of whatever is there on any instance. In a transaction it only
     * invalidates what is there, with the commit.
     *
     * <p>Nobody can tell when the value was computed: an invalidation that comes after this call beats it, one that came before does not. Whoever
     * reads something and then puts it had better begin a {@link Freshet#compute computation} first, or use {@link #get}.
     *
     * @return whether it was kept; if not, the next read loads
     */
    public boolean put(K key, @Nullable V value) {
        return put(key, value, reads.byHand().now());
    }

    /**
     * Puts a value in place of whatever is there on any instance. No invalidation since its computation began is outlived by it. Blocks as an
     * invalidation does. In a transaction it only invalidates what is there, with the commit.
     *
     * @return whether it was kept; if not, the next read loads
     */
    public boolean put(K key, @Nullable V value, Computation computation) {
        return keyed.put(keyOf(key), value, computation);
    }

    /**
     * Keeps a value that was computed because nothing was found under the key. It replaces nothing, so no other instance is told. No invalidation
     * since its computation began is outlived by it.
     *
     * @return whether it was kept; if not, the next read loads
     */
    public boolean fill(K key, @Nullable V value, Computation computation) {
        return keyed.fill(keyOf(key), value, computation);
    }

    /**
     * Puts a value if there is none: atomic among the threads of this instance, not in the fleet.
     *
     * @return what was there; a miss if the value was put
     */
    public Lookup putIfAbsent(K key, @Nullable V value) {
        Computation now = reads.byHand().now();
        synchronized (putting[(keyOf(key).hashCode() & Integer.MAX_VALUE) % putting.length]) {
            Lookup found = find(key);
            if (!(found instanceof Lookup.Hit)) {
                put(key, value, now);
                return Lookup.Miss.INSTANCE;
            }
            return found;
        }
    }

    /** The moment of this call, for a value that is computed from now on by whoever does not begin a {@link Freshet#compute computation}. */
    public Computation now() {
        return reads.byHand().now();
    }

    /** Invalidates what is under the key in the present tenant: with the commit of the present transaction, or at once. */
    public void invalidate(K key) {
        keyed.invalidate(keyOf(key));
    }

    /** Invalidates all of it, of the present tenant, or of all if there is none: with the commit of the present transaction, or at once. */
    public void invalidateAll() {
        keyed.invalidateAll(tenants);
    }

    /**
     * Invalidates all of it, of every tenant, whoever calls: for tools.
     *
     * @param cause what a person reads of it: who did it, and where
     */
    public void invalidateOfAllTenants(String cause) {
        freshet.raise(List.of(Tags.cache(name())), cause);
    }

    /**
     * Invalidates what is under a key that was made elsewhere, whoever calls: for tools.
     *
     * @param cause what a person reads of it: who did it, and where
     */
    public void invalidateKey(CacheKey key, String cause) {
        freshet.raise(List.of(Tags.key(key.tenant(), key.text())), cause);
    }

    /** Whether anything lies in process that may be served; looks at one entry after the other. */
    public boolean hasLocalEntries() {
        return reads.byHand().hasAny();
    }

    /** The key in the present tenant. */
    public CacheKey keyOf(K key) {
        return keyed.keyOf(key, tenants);
    }

    /** The same cache by whole keys, for what goes on when its callers have returned. */
    public KeyedCache<K, V> keyed() {
        return keyed;
    }

    ReadPath reads() {
        return reads;
    }

    /** Its name. */
    public String name() {
        return template.name();
    }

    /** The form of its keys. */
    public KeyTemplate template() {
        return template;
    }

    /** How it behaves now: as it was declared and configured, apart from what was changed at run time. */
    public CachePolicy policy() {
        return reads.policy();
    }

    /** How it was declared and configured. */
    public CachePolicy configured() {
        return configured;
    }

    /** Behaves so from now on. */
    synchronized void set(CachePolicy policy) {
        if (!policy.equals(reads.policy())) {
            reads = reads.under(policy);
            async = async.on(reads);
        }
    }

    /** From now on reads may be served, and what is loaded may be kept. */
    synchronized void open() {
        reads.open();
    }

    /** What its entries depend on, besides their keys. */
    public List<Dependency> dependencies() {
        return dependencies;
    }

    /** The running totals on this instance. */
    public CacheMeter meter() {
        return reads.meter();
    }

    /** About how many entries lie in process. */
    public long localSize() {
        return reads.localSize();
    }

    @Override
    public String toString() {
        return "Cache " + template;
    }
}
