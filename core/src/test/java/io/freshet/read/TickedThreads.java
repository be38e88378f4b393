package io.freshet.read;

import io.freshet.freshness.Ticker;
import io.freshet.load.LoadThreads;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Real threads, whose readers wait by a clock that moves only when told. */
final class TickedThreads implements LoadThreads {

    private final LoadThreads threads = LoadThreads.pooled();
    private final Ticker ticker;

    TickedThreads(Ticker ticker) {
        this.ticker = ticker;
    }

    @Override
    public boolean start(Runnable load) {
        return threads.start(load);
    }

    @Override
    public boolean await(CountDownLatch done, long nanos) throws InterruptedException {
        long until = ticker.nanos() + nanos;
        boolean isDone = done.getCount() == 0;
        while (!isDone && ticker.nanos() - until < 0) {
            isDone = done.await(1, TimeUnit.MILLISECONDS);
        }
        return isDone || done.getCount() == 0;
    }

    @Override
    public void close() {
        threads.close();
    }
}
