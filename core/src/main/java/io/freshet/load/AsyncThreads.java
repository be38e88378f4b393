package io.freshet.load;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads on which loads run that their callers do not wait for. Daemons, made when they are needed, and ended when idle. Thread-safe. */
public final class AsyncThreads implements Executor, AutoCloseable {

    private static final int MOST = 32;
    private static final long IDLE_SECONDS = 30;

    private final AtomicInteger numbers = new AtomicInteger();
    private final ThreadPoolExecutor threads =
            new ThreadPoolExecutor(MOST, MOST, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), this::made);

    /** None yet. */
    public AsyncThreads() {
        threads.allowCoreThreadTimeOut(true);
    }

    private Thread made(Runnable work) {
        Thread thread = new Thread(work, "freshet-async-" + numbers.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void execute(Runnable work) {
        threads.execute(work);
    }

    /** Begins nothing more; what runs is interrupted, and what has not begun is told that it never will. Idempotent. */
    @Override
    public void close() {
        for (Runnable dropped : threads.shutdownNow()) {
            if (dropped instanceof Work work) {
                work.dropped();
            }
        }
    }

    /** What somebody waits for. */
    public interface Work extends Runnable {
        /** It will not run. */
        void dropped();
    }
}
