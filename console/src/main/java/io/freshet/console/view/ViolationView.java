package io.freshet.console.view;

/**
 * An entry that differed from its source although nothing was heard that touches it.
 *
 * @param cache the cache
 * @param key the key
 * @param ageMillis how long it has been wrong at least
 * @param missing what is likely not to be declared
 */
public record ViolationView(String cache, String key, long ageMillis, String missing) {}
