package io.freshet.load;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.CompletionStage;

/**
 * Computes a value on a miss, and answers before it has it.
 *
 * @param <V> the value
 */
@FunctionalInterface
public interface LaterLoader<V extends @Nullable Object> {

    /** Begins. Null is a value; a failure of the stage reaches those who wait for it unchanged. */
    CompletionStage<? extends V> load() throws Throwable;
}
