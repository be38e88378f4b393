package io.freshet.spring.watch.account;

import org.jspecify.annotations.Nullable;

/** Calls a cached method again, past all caches and outside of its caller's transaction. Used by one thread at a time; blocks as the method does. */
@FunctionalInterface
public interface Recall {

    /**
     * What the method answers now.
     *
     * @throws Throwable whatever the method throws
     */
    @Nullable
    Object call() throws Throwable;
}
