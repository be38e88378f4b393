package io.freshet.console.fleet;

import org.jspecify.annotations.Nullable;

/**
 * What was learned of another instance.
 *
 * @param value what it answered; null if it did not
 * @param unknown why not, to follow "because"; null if it did
 * @param <T> the kind of answer
 */
public record Learned<T>(@Nullable T value, @Nullable String unknown) {}
