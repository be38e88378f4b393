package io.freshet.load;

import java.util.concurrent.CountDownLatch;
import java.util.function.LongSupplier;

/** Where loads run that their readers do not, or not always, wait for. Thread-safe. */
public interface LoadThreads extends AutoCloseable {

    /** Runs it on another thread, soon; answers false if that cannot be done any more. Never blocks. */
    boolean start(Runnable load);

    /**
     * Waits until it is done or the clock shows an instant, and answers whether it is done.
     *
     * @param clock whose instants, in nanoseconds, those of {@link System#nanoTime} are unless a test says otherwise
     */
    boolean await(CountDownLatch done, LongSupplier clock, long until) throws InterruptedException;

    /** Begins no more. Those that run go on. Idempotent. */
    @Override
    void close();

    /** Threads of their own, made when needed and ended when idle; as many as there are loads, which gates limit. */
    static LoadThreads pooled() {
        return new PooledLoadThreads();
    }
}
