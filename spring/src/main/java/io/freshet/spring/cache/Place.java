package io.freshet.spring.cache;

/**
 * A key of a cache.
 *
 * @param cache the cache's name
 * @param key the key's text
 */
record Place(String cache, String key) {}
