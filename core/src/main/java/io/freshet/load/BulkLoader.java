package io.freshet.load;

import io.freshet.key.CacheKey;
import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.Set;

/** Computes the values of many keys at once, on a miss. */
@FunctionalInterface
public interface BulkLoader {

    /**
     * The values. Null is a value; a key that is left out has none, and nothing is kept of it. Whatever it throws reaches the caller unchanged.
     *
     * @param keys in the order in which they were asked for; not to be written
     */
    Map<CacheKey, ? extends @Nullable Object> load(Set<CacheKey> keys) throws Throwable;
}
