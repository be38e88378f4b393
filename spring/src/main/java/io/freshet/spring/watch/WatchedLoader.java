package io.freshet.spring.watch;

import io.freshet.spring.watch.account.LoadReads;
import io.freshet.spring.watch.account.Watch;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.Cache;

import java.util.concurrent.Callable;

/** A loader that a cache was given, which tells whether it was called and what it read. Used for one look-up. */
final class WatchedLoader implements Callable<@Nullable Object> {

    private final Callable<?> loader;
    private final Watch watch;
    private volatile @Nullable LoadReads reads;

    WatchedLoader(Callable<?> loader, Watch watch) {
        this.loader = loader;
        this.watch = watch;
    }

    @Override
    public @Nullable Object call() throws Exception {
        LoadReads load = LoadReads.begin(watch);
        try {
            return loader.call();
        } finally {
            load.close();
            reads = load;
        }
    }

    /** What it read; null if it was not called. */
    @Nullable
    LoadReads reads() {
        return reads;
    }

    /** The failure as the application would see it, with the loader that it gave. */
    Cache.ValueRetrievalException asOfTheApplication(@Nullable Object key, Cache.ValueRetrievalException failure) {
        Throwable cause = failure.getCause();
        Cache.ValueRetrievalException same =
                new Cache.ValueRetrievalException(key, loader, cause == null ? failure : cause);
        same.setStackTrace(failure.getStackTrace());
        return same;
    }
}
