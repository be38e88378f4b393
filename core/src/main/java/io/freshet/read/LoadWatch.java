package io.freshet.read;

import io.freshet.annotation.Observe;
import io.freshet.event.CacheEvent;
import io.freshet.event.CacheMeter;
import io.freshet.key.CacheKey;
import io.freshet.load.LoadObserver;
import io.freshet.read.WatchedLoad.Seen;
import org.jspecify.annotations.Nullable;

import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/** Whether and how the loads of one cache are watched, and what is said of those that cannot be kept. Thread-safe. */
final class LoadWatch {

    private final String cache;
    private final boolean isDeclared;
    private final boolean isObserved;
    private final ReadContext context;
    private final CacheMeter meter;
    private final AtomicBoolean gapTold = new AtomicBoolean();
    private final AtomicBoolean nothingTold = new AtomicBoolean();
    private volatile boolean isUnkept;

    /**
     * The watch over the loads of a cache.
     *
     * @param isDeclared whether its entries have dependencies of their own
     */
    LoadWatch(String cache, Observe observe, boolean isDeclared, ReadContext context, CacheMeter meter) {
        this.cache = cache;
        this.isDeclared = isDeclared;
        this.isObserved = observe == Observe.ALWAYS || (observe == Observe.AUTO && !isDeclared);
        this.context = context;
        this.meter = meter;
    }

    /** Null if nobody watches. A load that is not observed hides what it reads from one that is, and of which it is a part. */
    @Nullable
    WatchedLoad begin(CacheKey key) {
        return isObserved || WatchedLoad.isOpen()
                ? WatchedLoad.begin(
                        context.freshness(),
                        context.shapes().view(),
                        context.observer().begin(key.tenant()))
                : null;
    }

    /** What the load has been seen to depend on. */
    Seen seen(@Nullable WatchedLoad load, CacheKey key) {
        if (load == null || !isObserved) {
            return Seen.DECLARED;
        }
        return said(load.seen(cache, key.tenant()));
    }

    /** A load has failed: a load around it depends on what it was seen to read. */
    void failed(@Nullable WatchedLoad load, CacheKey key, Throwable failure) {
        if (load != null && isObserved) {
            load.handOver(cache, key.tenant(), failure);
        }
    }

    /** A read has failed, of a load of its own or another's: a load around it depends on what its entry would have depended on. */
    void readFailed(long[] keyTags, Throwable failure) {
        WatchedLoad.failed(context.freshness(), keyTags, cache, isObserved, failure);
    }

    /** What is known of a load that nobody can watch. */
    Seen unseen(String gap) {
        return isObserved ? said(new Seen(new long[0], Set.of(gap), false, false)) : Seen.DECLARED;
    }

    private Seen said(Seen seen) {
        isUnkept = !seen.isWhole();
        return told(seen);
    }

    /** The same of what was computed outside of the cache. */
    Seen seen(Computation computation) {
        return isObserved ? told(computation.seen()) : Seen.DECLARED;
    }

    private Seen told(Seen seen) {
        if (!seen.isWhole()) {
            meter.notKept();
        }
        if (!seen.gaps().isEmpty() && gapTold.compareAndSet(false, true)) {
            context.events().publish(new CacheEvent.NotKept(cache, String.join("; it ", seen.gaps())));
        }
        if (seen.isNothing() && !isDeclared && sees() && nothingTold.compareAndSet(false, true)) {
            context.events().publish(new CacheEvent.NothingObserved(cache));
        }
        return seen;
    }

    private boolean sees() {
        return context.observer() != LoadObserver.none();
    }

    /** Whether the last load could not be kept, so that waiting for another's is of no use. */
    boolean isUnkept() {
        return isUnkept;
    }
}
