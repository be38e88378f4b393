package io.freshet.spring.cache;

import org.jspecify.annotations.Nullable;

/**
 * The text of keys of the application's own types: a bean of this type is asked for keys, and parts of keys, that Freshet has no text for.
 * Thread-safe.
 */
@FunctionalInterface
public interface KeyText {

    /**
     * The text of a key: the same in every process for keys that are equal, another for keys that are not. Null if this bean does not know the
     * type.
     */
    @Nullable
    String textOf(Object key);
}
