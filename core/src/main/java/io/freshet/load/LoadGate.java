package io.freshet.load;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lets only so many loads of a cache run at once, so that a database is not drowned when the cache cannot serve. Fair. Thread-safe.
 *
 * <p>Who waits longer than the limit goes in all the same: a slow answer is better than none.
 */
public final class LoadGate {

    private final Permits permits;
    private final Duration patience;
    private int limit;

    /**
     * A gate.
     *
     * @param concurrent how many loads may run at once
     * @param patience how long a load waits for its turn
     */
    public LoadGate(int concurrent, Duration patience) {
        this.permits = new Permits(concurrent);
        this.limit = concurrent;
        this.patience = patience;
    }

    /** Runs the loader when its turn has come. */
    public <V extends @Nullable Object> V pass(Loader<V> loader) throws Throwable {
        boolean entered = permits.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
        try {
            return loader.load();
        } finally {
            if (entered) {
                permits.release();
            }
        }
    }

    /** Lets so many loads run at once from now on; those that run already go on. */
    public synchronized void limit(int concurrent) {
        if (concurrent > limit) {
            permits.release(concurrent - limit);
        } else {
            permits.reducePermits(limit - concurrent);
        }
        limit = concurrent;
    }

    /** How many loads wait for their turn, about. */
    public int waiting() {
        return permits.getQueueLength();
    }

    /** A semaphore whose permits may become fewer, below zero while more loads run than may. */
    private static final class Permits extends Semaphore {

        private static final long serialVersionUID = 1L;

        Permits(int count) {
            super(count, true);
        }

        @Override
        protected void reducePermits(int reduction) {
            super.reducePermits(reduction);
        }
    }
}
