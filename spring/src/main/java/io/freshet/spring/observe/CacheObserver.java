package io.freshet.spring.observe;

import io.freshet.Cache;

/** Is told of each cache that an annotation declares. */
@FunctionalInterface
public interface CacheObserver {

    /** A cache was declared. */
    void declared(Cache<?, ?> cache);
}
