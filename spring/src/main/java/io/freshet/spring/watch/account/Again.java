package io.freshet.spring.watch.account;

import org.jspecify.annotations.Nullable;

/** Marks the thread that calls methods again for comparison: for it there are no caches, and what it does is nobody's. */
public final class Again {

    private static final ThreadLocal<@Nullable Boolean> CURRENT = new ThreadLocal<>();

    private Again() {}

    /** Whether the calling thread compares. */
    public static boolean isCurrent() {
        return CURRENT.get() != null;
    }

    static @Nullable Object call(Recall recall) throws Throwable {
        CURRENT.set(true);
        try {
            return recall.call();
        } finally {
            CURRENT.remove();
        }
    }
}
