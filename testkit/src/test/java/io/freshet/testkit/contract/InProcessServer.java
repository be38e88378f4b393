package io.freshet.testkit.contract;

import io.freshet.remote.InProcessRemote;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** The shared tier inside this process, with a clock of its own. */
final class InProcessServer implements Server {

    private static final Duration REAL_STEP = Duration.ofMillis(1); // entries end by the clock of the machine

    private final AtomicLong nanos = new AtomicLong();
    final InProcessRemote remote;

    InProcessServer(int partitions) {
        remote = new InProcessRemote(nanos::get, partitions);
    }

    @Override
    public void emptied() {
        remote.wipe();
    }

    @Override
    public void restartedKeepingData() {
        remote.failOver(remote.image());
    }

    @Override
    public void promotedFromOlderImage(Runnable lostWrites) {
        InProcessRemote.Image older = remote.image();
        lostWrites.run();
        remote.failOver(older);
    }

    @Override
    public long nanos() {
        return nanos.get();
    }

    @Override
    public void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
        LockSupport.parkNanos(REAL_STEP.toNanos());
    }
}
