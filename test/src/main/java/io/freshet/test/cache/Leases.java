package io.freshet.test.cache;

import io.freshet.Freshet;
import io.freshet.FreshetStatus;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits until an instance knows what it needs to serve anything. */
public final class Leases {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private Leases() {}

    /**
     * Blocks until the instance may trust its caches.
     *
     * @throws IllegalStateException if it does not within ten seconds
     */
    public static void await(Freshet freshet) {
        if (!tryAwait(freshet)) {
            throw new IllegalStateException("Freshet has no lease after " + PATIENCE.toSeconds()
                    + " s, so its caches serve nothing: its shared tier or its database does not answer. It says: "
                    + freshet.status());
        }
    }

    /** The same; answers whether it may. */
    public static boolean tryAwait(Freshet freshet) {
        return await(() -> freshet.status().leaseRuns());
    }

    /** Blocks until the instance is proven to know all that was committed before this call; answers whether it is. */
    static boolean awaitKnown(Freshet freshet) {
        long began = System.nanoTime();
        return await(() -> {
            long since = System.nanoTime()
                    - began; // before the status, which is then rather taken for too old than for new enough
            FreshetStatus status = freshet.status();
            return status.leaseRuns()
                    && !status.behind().isNegative()
                    && status.behind().toNanos() < since;
        });
    }

    private static boolean await(BooleanSupplier isSo) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!isSo.getAsBoolean()) {
            if (System.nanoTime() - until >= 0 || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return true;
    }
}
