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
}
