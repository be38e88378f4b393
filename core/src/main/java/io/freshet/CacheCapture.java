package io.freshet;

/**
 * Makes sure that writes to what caches depend on are noticed, whenever they are declared. Thread-safe.
 *
 * <p>A cache begins held: its reads go to their loaders and nothing is kept, so that nothing it was built from can change unnoticed.
 */
@FunctionalInterface
public interface CacheCapture {

    /**
     * A cache was declared, with what {@link Cache#dependencies()} says. Called by the thread that declares it; must not block for long.
     *
     * @param captured to be run once, by whatever thread, when writes to all of that are noticed: from then on the cache keeps values
     */
    void declared(Cache<?, ?> cache, Runnable captured);

    /** Writes are noticed, or whoever declares a cache has seen to it. */
    static CacheCapture none() {
        return (cache, captured) -> captured.run();
    }
}
