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

    private final Semaphore permits;
    private final Duration patience;

    /**
     * A gate.
     *
     * @param concurrent how many loads may run at once
     * @param patience how long a load waits for its turn
     */
    public LoadGate(int concurrent, Duration patience) {
        this.permits = new Semaphore(concurrent, true);
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

    /** How many loads wait for their turn, about. */
    public int waiting() {
        return permits.getQueueLength();
    }
}
