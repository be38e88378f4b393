package io.freshet.witness.account;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The one thread that compares. Who waits for it does not wait for ever: a pool of connections that the writer has emptied would let it wait for the
 * writer. After two such waits nobody waits any more. Thread-safe.
 */
final class WitnessThread implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger("io.freshet");
    private static final int MOST_WAITING = 200;
    private static final int MOST_TIMEOUTS = 2;

    private final Pace pace;
    private final Duration patience;
    private final AtomicInteger timeouts = new AtomicInteger();
    private final ThreadPoolExecutor worker;

    WitnessThread(Pace pace, Duration patience) {
        this.pace = pace;
        this.patience = patience;
        this.worker = new ThreadPoolExecutor(
                1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_WAITING), Comparing::new);
    }

    /** Whether the calling thread is one of them. */
    static boolean isCurrent() {
        return Thread.currentThread() instanceof Comparing;
    }

    /** Has something done. What does not fit is left out, and counted. */
    void run(Runnable work, boolean waits) {
        try {
            Future<?> done = worker.submit(() -> guarded(work));
            if (waits && timeouts.get() < MOST_TIMEOUTS) {
                await(done);
            }
        } catch (RejectedExecutionException e) {
            pace.leftOut();
        }
    }

    private static void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "The witness could not compare what a write touched", e);
        }
    }

    private void await(Future<?> done) {
        try {
            done.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            done.cancel(true);
            pace.leftOut();
            LOG.log(
                    System.Logger.Level.WARNING,
                    "The witness could not compare within {0} what a write touched{1}",
                    patience,
                    timeouts.incrementAndGet() < MOST_TIMEOUTS
                            ? ""
                            : ", again: no write waits for it any more. Is the pool of connections too small for one more?");
        } catch (ExecutionException e) {
            LOG.log(System.Logger.Level.WARNING, "The witness could not compare what a write touched", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        worker.shutdownNow();
    }

    private static final class Comparing extends Thread {

        Comparing(Runnable work) {
            super(work, "freshet-witness");
            setDaemon(true);
        }
    }
}
