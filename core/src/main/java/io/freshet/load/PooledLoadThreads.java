package io.freshet.load;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/** Threads that are made when needed. */
final class PooledLoadThreads implements LoadThreads {

    private static final long IDLE_SECONDS = 10;

    private final AtomicInteger names = new AtomicInteger();
    private final ExecutorService threads = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), this::thread);

    private Thread thread(Runnable task) {
        Thread thread = new Thread(task, "freshet-load-" + names.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public boolean start(Runnable load) {
        try {
            threads.execute(load);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    @Override
    public boolean await(CountDownLatch done, LongSupplier clock, long until) throws InterruptedException {
        return done.await(until - clock.getAsLong(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
