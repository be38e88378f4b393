package io.freshet.load;

import io.freshet.event.Tracer;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/** Threads for loads, whose work is part of what the thread does that begins it, for whoever traces. Thread-safe. */
public final class TracedThreads implements LoadThreads {

    private final LoadThreads threads;
    private final Tracer tracer;

    private TracedThreads(LoadThreads threads, Tracer tracer) {
        this.threads = threads;
        this.tracer = tracer;
    }

    /** These threads, traced; they themselves if nobody traces. */
    public static LoadThreads of(LoadThreads threads, Tracer tracer) {
        return tracer == Tracer.none() ? threads : new TracedThreads(threads, tracer);
    }

    /** This executor, traced; it itself if nobody traces. */
    public static Executor of(Executor executor, Tracer tracer) {
        return tracer == Tracer.none() ? executor : work -> executor.execute(carried(work, tracer));
    }

    private static Runnable carried(Runnable work, Tracer tracer) {
        Runnable carried = tracer.carried(work);
        return work instanceof AsyncThreads.Work waitedFor
                ? new AsyncThreads.Work() {
                    @Override
                    public void run() {
                        carried.run();
                    }

                    @Override
                    public void dropped() {
                        waitedFor.dropped();
                    }
                }
                : carried;
    }

    @Override
    public boolean start(Runnable load) {
        return threads.start(tracer.carried(load));
    }

    @Override
    public boolean await(CountDownLatch done, LongSupplier clock, long until) throws InterruptedException {
        return threads.await(done, clock, until);
    }

    @Override
    public void close() {
        threads.close();
    }
}
