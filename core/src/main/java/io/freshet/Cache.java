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
import io.freshet.read.AsyncReads;
import io.freshet.read.CachePolicy;
import io.freshet.read.ReadPath;
import io.freshet.tag.Dependency;
import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * A named set of entries with one policy. Thread-safe. Made by {@link Freshet#cache}.
 *
 * @param <K> what identifies an entry within a tenant
 * @param <V> the values; they are shared between threads and must be treated as immutable
 */
public final class Cache<K, V> {

    private final KeyTemplate template;
    private final CachePolicy policy;
    private final List<Dependency> dependencies;
    private final Function<K, @Nullable Object[]> segments;
    private final boolean isKeyedByItself;
    private final TenantResolver tenants;
    private final ReadPath reads;
    private final AsyncReads async;

    Cache(CacheBuilder<K, V> builder, ReadPath reads, AsyncReads async, TenantResolver tenants) {
        this.template = builder.template();
        this.policy = builder.policy();
        this.dependencies = List.copyOf(builder.dependencies());
        this.segments = builder.segments();
        this.isKeyedByItself = builder.isKeyedByItself();
        this.tenants = tenants;
        this.reads = reads;
        this.async = async;
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
        return unchecked(() -> reads.<@Nullable V>get(keyOf(key), () -> loader.apply(key)));
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
        return async.<@Nullable V>get(keyOf(key), () -> loader.apply(key));
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
        return async.<@Nullable V>later(keyOf(key), () -> loader.apply(key));
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

    private static <T extends @Nullable Object> T unchecked(Loader<T> reading) {
        try {
            return reading.load();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("A function cannot throw a checked exception, yet it did", e);
        }
    }

    /**
     * The calling thread has begun a read of this cache that another thread may make: a load around it that is watched cannot be told what
     * it depends on, and is not kept.
     */
    public void readElsewhere() {
        async.readElsewhere();
    }

    private @Nullable Entry hit(K key) {
        KeyProbe probe = isKeyedByItself ? KeyProbe.of(template, policy.shared() ? "" : tenant(), key) : null;
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

    /** The value of a key that was made elsewhere; what the loader throws comes through unchanged. */
    public <T extends @Nullable Object> T load(CacheKey key, Loader<T> loader) throws Throwable {
        return reads.get(key, loader);
    }

    /** What is there for the key in the present tenant, without loading. */
    public Lookup getIfPresent(K key) {
        return reads.lookup(keyOf(key));
    }

    /** What is there for a key that was made elsewhere, without loading. */
    public Lookup lookup(CacheKey key) {
        return reads.lookup(key);
    }

    /** The key in the present tenant. */
    public CacheKey keyOf(K key) {
        return template.key(policy.shared() ? "" : tenant(), segments.apply(key));
    }

    private String tenant() {
        String tenant = tenants.currentTenant();
        if (tenant.isEmpty()) {
            throw new MissingTenantException(name());
        }
        return tenant;
    }

    /** Its name. */
    public String name() {
        return template.name();
    }

    /** The form of its keys. */
    public KeyTemplate template() {
        return template;
    }

    /** How it behaves. */
    public CachePolicy policy() {
        return policy;
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
