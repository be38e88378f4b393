package io.freshet.spring.cache;

import io.freshet.entry.Lookup;
import io.freshet.key.CacheKey;
import io.freshet.load.Loader;
import io.freshet.read.Computation;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.Cache;
import org.springframework.cache.support.SimpleValueWrapper;

import java.lang.reflect.Type;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * One of Spring's caches on Freshet. Thread-safe.
 *
 * <h2>Since when a value that is put is true</h2>
 *
 * Spring puts values without saying when they were computed. Whatever was invalidated since then must not be outlived by them, so the moment is taken
 * from what is known:
 *
 * <ol>
 *   <li>Spring's interceptor puts: right before it called the method ({@link CallFrame}).
 *   <li>Somebody puts by hand what the same thread has looked for and not found: when it looked ({@link HandMisses}).
 *   <li>Somebody puts by hand without having looked: now. The caller says that the value is true now, and nobody can know better.
 * </ol>
 *
 * <p>What the interceptor puts after a miss fills a gap; any other put replaces what is there, on every instance.
 */
final class SpringCache implements Cache {

    private final String name;
    private final io.freshet.Cache<String, Object> cache;
    private final HeldValues values;
    private final boolean allowsNull;
    private final Shared shared;

    SpringCache(
            String name, io.freshet.Cache<String, Object> cache, HeldValues values, boolean allowsNull, Shared shared) {
        this.name = name;
        this.cache = cache;
        this.values = values;
        this.allowsNull = allowsNull;
        this.shared = shared;
    }

    @Override
    public String getName() {
        return name;
    }

    /** A {@link io.freshet.Cache}. */
    @Override
    public Object getNativeCache() {
        return cache;
    }

    @Override
    public @Nullable ValueWrapper get(Object key) {
        return found(place(key));
    }

    private @Nullable ValueWrapper found(Place place) {
        CallFrame frame = CallFrame.current();
        if (!PendingWrites.hide(place) && cache.keyed().find(place.key()) instanceof Lookup.Hit hit) {
            if (frame == null) {
                shared.misses().forget(place);
            }
            return new SimpleValueWrapper(valueOf(hit.value()));
        }
        if (frame == null) {
            shared.misses().missed(place, cache::now);
        } else {
            frame.missed(place);
        }
        return null;
    }

    private Place place(Object key) {
        CallFrame frame = CallFrame.current();
        String text = shared.texts().of(key);
        return new Place(name, frame == null ? cache.keyOf(text) : cache.keyed().keyOf(text, frame.tenants()));
    }

    CacheKey keyOf(@Nullable Object key) {
        return cache.keyOf(shared.texts().of(key));
    }

    @Nullable
    Object valueOf(@Nullable Object kept) {
        return kept instanceof HeldValue held ? values.valueOf(held) : null;
    }

    @Override
    @SuppressWarnings("unchecked") // it was looked at
    public <T> @Nullable T get(Object key, @Nullable Class<T> type) {
        ValueWrapper found = get(key);
        Object value = found == null ? null : found.get();
        if (value != null && type != null && !type.isInstance(value)) {
            throw new IllegalStateException("The value in cache '" + name + "' is not of type " + type.getName()
                    + " but of " + value.getClass().getName());
        }
        return (T) value;
    }

    @Override
    @SuppressWarnings("unchecked") // it is what the callable gave
    public <T> @Nullable T get(Object key, Callable<T> valueLoader) {
        Place place = place(key);
        CallFrame frame = CallFrame.current();
        Type type = frame == null ? null : frame.type();
        if (frame != null) {
            frame.loads();
        }
        if (PendingWrites.hide(place)) {
            return load(key, valueLoader);
        }
        Loading loading = new Loading(valueLoader, type);
        try {
            Object kept = cache.load(place.key(), loading);
            return (T) (loading.hasLoaded ? loading.loaded : valueOf(kept));
        } catch (LoadFailedException e) {
            throw new ValueRetrievalException(key, valueLoader, e.why());
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new ValueRetrievalException(key, valueLoader, e);
        }
    }

    private static <T> @Nullable T load(Object key, Callable<T> valueLoader) {
        try {
            return valueLoader.call();
        } catch (Exception e) {
            throw new ValueRetrievalException(key, valueLoader, e);
        }
    }

    /** Looks at once; completed if something is there, null if not. */
    @Override
    public @Nullable CompletableFuture<?> retrieve(Object key) {
        ValueWrapper found = get(key);
        return found == null ? null : CompletableFuture.completedFuture(found);
    }

    /** Looks at once. What is loaded because nothing is there is kept when it comes; several threads may load at a time. */
    @Override
    @SuppressWarnings("unchecked") // it is what the loader gave
    public <T> CompletableFuture<T> retrieve(Object key, Supplier<CompletableFuture<T>> valueLoader) {
        Place place = place(key);
        CallFrame frame = CallFrame.current();
        Type type = frame == null ? null : frame.type();
        if (frame != null) {
            frame.loads();
        }
        if (!PendingWrites.hide(place) && cache.keyed().find(place.key()) instanceof Lookup.Hit hit) {
            return CompletableFuture.completedFuture((T) valueOf(hit.value()));
        }
        Computation computation = shared.compute().get();
        CompletableFuture<T> loading;
        try (computation) {
            loading = valueLoader.get();
        }
        return loading.thenApply(value -> {
            if (!PendingWrites.hide(place) && (value != null || allowsNull)) {
                cache.keyed().fill(place.key(), kept(value, type), computation);
            }
            return value;
        });
    }

    @SuppressWarnings("NullAway") // a cache of Spring's may hold null
    private Object kept(@Nullable Object value, @Nullable Type type) {
        return value == null ? null : values.hold(value, type);
    }

    @Override
    public void put(Object key, @Nullable Object value) {
        Place place = place(key);
        requireAllowed(value);
        CallFrame frame = CallFrame.current();
        Object kept = kept(value, frame == null ? null : frame.type());
        Computation called = frame == null ? null : frame.computation();
        if (frame != null && called != null && frame.isFilling(place)) {
            if (!PendingWrites.hide(place)) {
                cache.keyed().fill(place.key(), kept, called);
            }
            return;
        }
        Computation looked = shared.misses().take(place);
        replace(place, kept, called != null ? called : looked != null ? looked : cache.now());
    }

    private void requireAllowed(@Nullable Object value) {
        if (value == null && !allowsNull) {
            throw new IllegalArgumentException(
                    "Cache '" + name
                            + "' keeps no null: say @Cacheable(unless = \"#result == null\"), or set spring.cache.redis.cache-null-values=true");
        }
    }

    private void replace(Place place, Object kept, Computation computation) {
        PendingWrites pending = shared.pending();
        cache.keyed().put(place.key(), kept, computation);
        if (pending != null) {
            pending.put(place, () -> cache.keyed().put(place.key(), kept, computation));
        }
    }

    /** Atomic among the threads of this instance, not in the fleet; in a transaction, not at all. */
    @Override
    public @Nullable ValueWrapper putIfAbsent(Object key, @Nullable Object value) {
        Place place = place(key);
        requireAllowed(value);
        if (shared.pending() != null) {
            ValueWrapper found = found(place);
            if (found == null) {
                put(key, value);
            }
            return found;
        }
        Lookup found = cache.putIfAbsent(shared.texts().of(key), kept(value, null));
        return found instanceof Lookup.Hit hit ? new SimpleValueWrapper(valueOf(hit.value())) : null;
    }

    @Override
    public void evict(Object key) {
        Place place = place(key);
        shared.misses().forget(place);
        PendingWrites pending = shared.pending();
        if (pending != null) {
            pending.evicted(place);
        }
        cache.keyed().invalidate(place.key());
    }

    @Override
    public boolean evictIfPresent(Object key) {
        Place place = place(key);
        boolean isPresent = !PendingWrites.hide(place) && cache.keyed().exists(place.key());
        evict(key);
        return isPresent;
    }

    @Override
    public void clear() {
        shared.misses().forgetAllOf(name);
        PendingWrites pending = shared.pending();
        if (pending != null) {
            pending.cleared(name);
        }
        CallFrame frame = CallFrame.current();
        if (frame == null) {
            cache.invalidateAll();
        } else {
            cache.keyed().invalidateAll(frame.tenants());
        }
    }

    /** As {@link #clear}; false also where only other instances have entries. */
    @Override
    public boolean invalidate() {
        boolean hasAny = cache.hasLocalEntries();
        clear();
        return hasAny;
    }

    /** A method declares to give values of this type. */
    void declares(Type type) {
        values.types().add(type);
    }

    @Override
    public String toString() {
        return "Spring's " + cache;
    }

    /**
     * What all caches of a manager share.
     *
     * @param texts the text of keys
     * @param misses what threads have looked for by hand
     * @param transactions finds what the present transaction has put, or null if there is none
     * @param compute begins a computation
     */
    record Shared(
            KeyTexts texts,
            HandMisses misses,
            Supplier<@Nullable PendingWrites> transactions,
            Supplier<Computation> compute) {

        @Nullable
        PendingWrites pending() {
            return transactions.get();
        }
    }

    /** What a callable throws passes the cache unchanged, told apart from what the cache throws. */
    private static final class LoadFailedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final Throwable why;

        LoadFailedException(Throwable why) {
            super(why);
            this.why = why;
        }

        Throwable why() {
            return why;
        }
    }

    /** Who has loaded a value gets that very object, as from the method itself. Used by one thread. */
    private final class Loading implements Loader<@Nullable Object> {

        private final Callable<?> callable;
        private final @Nullable Type type;
        private @Nullable Object loaded;
        private boolean hasLoaded;

        Loading(Callable<?> callable, @Nullable Type type) {
            this.callable = callable;
            this.type = type;
        }

        @Override
        public @Nullable Object load() {
            Object value;
            try {
                value = callable.call();
            } catch (Throwable e) { // it is the caller's
                throw new LoadFailedException(e);
            }
            requireAllowed(value);
            loaded = value;
            hasLoaded = true;
            return value == null ? null : values.hold(value, type);
        }

        /** The caller's frame does not go along. */
        @Override
        public @Nullable Loader<@Nullable Object> detached() {
            return null;
        }
    }
}
