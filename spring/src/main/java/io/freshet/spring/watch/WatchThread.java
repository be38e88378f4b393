package io.freshet.spring.watch;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The one thread on which methods are called again and catalogs are asked; there while there is work. It refuses what does not fit. Thread-safe. */
public final class WatchThread implements Executor, AutoCloseable {

    private static final int MOST_WAITING = 200;
    private static final Duration IDLE = Duration.ofSeconds(30);

    private final ThreadPoolExecutor worker = new ThreadPoolExecutor(
            1, 1, IDLE.toMillis(), TimeUnit.MILLISECONDS, new ArrayBlockingQueue<>(MOST_WAITING), work -> {
                Thread thread = new Thread(work, "freshet-observe");
                thread.setDaemon(true);
                return thread;
            });

    /** Not begun before there is work. */
    public WatchThread() {
        worker.allowCoreThreadTimeOut(true);
    }

    @Override
    public void execute(Runnable work) {
        worker.execute(work);
    }

    /** Ends it. Idempotent. */
    @Override
    public void close() {
        worker.shutdownNow();
    }
}
