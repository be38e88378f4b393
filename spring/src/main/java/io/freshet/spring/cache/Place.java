package io.freshet.spring.cache;

import io.freshet.key.CacheKey;

/**
 * A key of a cache.
 *
 * @param cache the cache's name, as Spring has it
 * @param key the whole key, with the tenant for which the call began
 */
record Place(String cache, CacheKey key) {}
