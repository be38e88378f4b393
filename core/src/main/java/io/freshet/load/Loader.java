package io.freshet.load;

import org.jspecify.annotations.Nullable;

/**
 * Computes a value on a miss.
 *
 * @param <V> the value
 */
@FunctionalInterface
public interface Loader<V extends @Nullable Object> {

    /** The value. Null is a value. Whatever it throws reaches the caller unchanged. */
    V load() throws Throwable;

    /**
     * The same for another thread, after the caller has gone on: it brings along what it needs of the calling thread. Null if there is no
     * such thing.
     */
    default @Nullable Loader<V> detached() {
        return this;
    }
}
