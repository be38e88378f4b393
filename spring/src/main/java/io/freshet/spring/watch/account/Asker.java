package io.freshet.spring.watch.account;

import org.jspecify.annotations.Nullable;

/** Who looks into a cache: the call of a cached method. Used by the thread of that call. */
public interface Asker {

    /** The method. */
    MethodAccount method();

    /** Calls it again later; null if that must not be, as it does more than read. */
    @Nullable
    Recall recall();
}
