package io.freshet;

import io.freshet.entry.Lookup;
import io.freshet.event.CacheMeter;
import io.freshet.key.CacheKey;
import io.freshet.key.KeyTemplate;
import io.freshet.key.MissingTenantException;
import io.freshet.key.TenantResolver;
import io.freshet.load.Loader;
import io.freshet.read.CachePolicy;
import io.freshet.read.Computation;
import io.freshet.read.HandWrites;
import io.freshet.read.ReadPath;
import io.freshet.tag.Dependency;
import io.freshet.tag.Tags;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private final CachePolicy policy;
    private final List<Dependency> dependencies;
    private final Function<K, @Nullable Object[]> segments;
    private final TenantResolver tenants;
    private final ReadPath reads;
    private final Freshet freshet;
    private final HandWrites byHand;

    Cache(CacheBuilder<K, V> builder, ReadPath reads, TenantResolver tenants, Freshet freshet) {
        this.template = builder.template();
        this.policy = builder.policy();
        this.dependencies = List.copyOf(builder.dependencies());
        this.segments = builder.segments();
        this.tenants = tenants;
        this.reads = reads;
        this.freshet = freshet;
        this.byHand = reads.byHand();
    }

    /**
     * The value of the key in the present tenant: the cached one if it may be served, else the loader's. Blocks on the shared tier for a short
     * time, and on the loader.
     *
     * @throws MissingTenantException if the cache keeps tenants apart and there is none
     */
    public @Nullable V get(K key, Function<K, ? extends @Nullable V> loader) {
        try {
            return reads.<@Nullable V>get(keyOf(key), () -> loader.apply(key));
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("A function cannot throw a checked exception, yet it did", e);
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

    /**
     * What a reader may be given for the key in the present tenant, without loading: as {@link #get} would, it finds nothing in a transaction that
     * has written, and it is counted as a read.
     */
    public Lookup find(K key) {
        return byHand.find(keyOf(key));
    }

    /** Whether {@link #find} would find a value now; not counted. */
    public boolean exists(K key) {
        return timeLeft(key).isPresent();
    }

    /** For how long the entry under the key may still be served; empty if there is none. */
    public Optional<Duration> timeLeft(K key) {
        return Optional.ofNullable(byHand.timeLeft(keyOf(key)));
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
        return put(key, value, byHand.now());
    }

    /**
     * Puts a value in place of whatever is there on any instance. No invalidation since its computation began is outlived by it. Blocks as an
     * invalidation does. In a transaction it only invalidates what is there, with the commit.
     *
     * @return whether it was kept; if not, the next read loads
     */
    public boolean put(K key, @Nullable V value, Computation computation) {
        CacheKey full = keyOf(key);
        Map<Integer, Long> numbers = freshet.raisePut(HandWrites.tagOf(full), "put into " + name());
        return !numbers.isEmpty() && byHand.put(full, value, computation, numbers);
    }

    /**
     * Keeps a value that was computed because nothing was found under the key. It replaces nothing, so no other instance is told. No invalidation
     * since its computation began is outlived by it.
     *
     * @return whether it was kept; if not, the next read loads
     */
    public boolean fill(K key, @Nullable V value, Computation computation) {
        return byHand.fill(keyOf(key), value, computation);
    }

    /**
     * Puts a value if there is none: atomic among the threads of this instance, not in the fleet.
     *
     * @return what was there; a miss if the value was put
     */
    public Lookup putIfAbsent(K key, @Nullable V value) {
        Computation now = byHand.now();
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
        return byHand.now();
    }

    /** Invalidates what is under the key in the present tenant: with the commit of the present transaction, or at once. */
    public void invalidate(K key) {
        CacheKey full = keyOf(key);
        freshet.raise(List.of(Tags.key(full.tenant(), full.text())), "key " + full);
    }

    /** Invalidates all of it, of the present tenant, or of all if there is none: with the commit of the present transaction, or at once. */
    public void invalidateAll() {
        String tenant = policy.shared() ? "" : tenants.currentTenant();
        String tag = Tags.cache(name());
        freshet.raise(List.of(tenant.isEmpty() ? tag : Tags.of(tag, tenant)), "cache " + name());
    }

    /** Whether anything lies in process that may be served; looks at one entry after the other. */
    public boolean hasLocalEntries() {
        return byHand.hasAny();
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
