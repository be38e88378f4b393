package io.freshet;

import io.freshet.entry.Entry;
import io.freshet.entry.Lookup;
import io.freshet.event.CacheMeter;
import io.freshet.key.CacheKey;
import io.freshet.key.KeyProbe;
import io.freshet.key.KeyTemplate;
import io.freshet.key.MissingTenantException;
import io.freshet.key.TenantResolver;
import io.freshet.load.Loader;
import io.freshet.read.CachePolicy;
import io.freshet.read.ReadPath;
import io.freshet.tag.Dependency;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.Function;

/**
 * A named set of entries with one policy. Thread-safe. Made by {@link Freshet#cache}.
 *
 * @param <K> what identifies an entry within a tenant
 * @param <V> the values; they are shared between threads and must be treated as immutable
 */
public final class Cache<K, V> {

    private final KeyTemplate template;
    private final CachePolicy configured;
    private final List<Dependency> dependencies;
    private final Function<K, @Nullable Object[]> segments;
    private final boolean isKeyedByItself;
    private final TenantResolver tenants;
    private volatile ReadPath reads;

    Cache(CacheBuilder<K, V> builder, ReadPath reads, TenantResolver tenants) {
        this.template = builder.template();
        this.configured = builder.policy();
        this.dependencies = List.copyOf(builder.dependencies());
        this.segments = builder.segments();
        this.isKeyedByItself = builder.isKeyedByItself();
        this.tenants = tenants;
        this.reads = reads;
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
        try {
            return reads.<@Nullable V>get(keyOf(key), () -> loader.apply(key));
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("A function cannot throw a checked exception, yet it did", e);
        }
    }

    private @Nullable Entry hit(K key) {
        KeyProbe probe = isKeyedByItself ? KeyProbe.of(template, configured.shared() ? "" : tenant(), key) : null;
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
        return template.key(configured.shared() ? "" : tenant(), segments.apply(key));
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
