package io.freshet.load;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lets only so many loads of a cache run at once, and so many of one tenant, so that a database is not drowned when the cache cannot serve,
 * and no tenant takes every place. Fair. Thread-safe.
 *
 * <p>Who waits longer than the limit goes in all the same: a slow answer is better than none. A tenant's load waits for a place among its own
 * first, and longer, so that those of others get in before. A load that is part of another of this cache has no place of its own: it would wait
 * for itself.
 */
public final class LoadGate {

    private static final int TENANT_PATIENCE = 5;

    private final Semaphore permits;
    private final TenantPlaces tenants;
    private final Duration patience;
    private final ThreadLocal<Boolean> inside = new ThreadLocal<>();

    /**
     * A gate.
     *
     * @param limits how many loads may run at once
     * @param patience how long a load waits for its turn; five times as long for one among those of its tenant
     */
    public LoadGate(LoadLimits limits, Duration patience) {
        this.permits = new Semaphore(limits.concurrent(), true);
        this.tenants = new TenantPlaces(limits.concurrentOfTenant());
        this.patience = patience;
    }

    /** Runs the loader when its turn has come. */
    public <V extends @Nullable Object> V pass(String tenant, Loader<V> loader) throws Throwable {
        if (isInside()) {
            return loader.load();
        }
        Semaphore ofTenant = tenants.of(tenant);
        boolean isAmongItsOwn = false;
        boolean entered = false;
        try {
            isAmongItsOwn = tryEnter(ofTenant, patience.multipliedBy(TENANT_PATIENCE));
            entered = tryEnter(permits, patience);
            inside.set(true);
            return loader.load();
        } finally {
            inside.remove();
            leave(permits, entered);
            leave(ofTenant, isAmongItsOwn);
            tenants.done(tenant);
        }
    }

    /** Whoever is interrupted already does not wait, but has a place that is free. */
    private static boolean tryEnter(@Nullable Semaphore places, Duration patience) throws InterruptedException {
        if (places == null) {
            return false;
        }
        return Thread.currentThread().isInterrupted()
                ? places.tryAcquire()
                : places.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static void leave(@Nullable Semaphore places, boolean entered) {
        if (places != null && entered) {
            places.release();
        }
    }

    /** Whether the calling thread is within a load that has passed. */
    public boolean isInside() {
        return inside.get() != null;
    }

    /** Whether a load could begin now, so that one nobody waits for takes no place from those that somebody does. */
    public boolean hasRoom(String tenant) {
        return permits.availablePermits() > 0 && tenants.hasRoom(tenant);
    }

    /** How many loads wait for their turn, about. */
    public int waiting() {
        return permits.getQueueLength() + tenants.waiting();
    }
}
