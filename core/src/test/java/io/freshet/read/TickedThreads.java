package io.freshet.read;

import io.freshet.load.LoadThreads;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Real threads, whose readers wait by a clock that moves only when told. */
final class TickedThreads implements LoadThreads {

    private final LoadThreads threads = LoadThreads.pooled();

    @Override
    public boolean start(Runnable load) {
        return threads.start(load);
    }

    @Override
    public boolean await(CountDownLatch done, LongSupplier clock, long until) throws InterruptedException {
        boolean isDone = done.getCount() == 0;
        while (!isDone && clock.getAsLong() - until < 0) {
            isDone = done.await(1, TimeUnit.MILLISECONDS);
        }
        return isDone || done.getCount() == 0;
    }

    @Override
    public void close() {
        threads.close();
    }
}
