package io.freshet.simulation;

import io.freshet.load.LoadThreads;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Threads of one instance: what is begun runs now or at any later time; whoever waits for it may find that it has not ended, or that time has passed. */
final class SimulatedThreads implements LoadThreads {

    /** Nobody waits longer: what has not ended by then is in the midst of something that waits for whoever asks. */
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final SimulatedFleet fleet;
    private final SimulatedInstance instance;
    private final List<Runnable> begun = new ArrayList<>();

    SimulatedThreads(SimulatedFleet fleet, SimulatedInstance instance) {
        this.fleet = fleet;
        this.instance = instance;
    }

    @Override
    public boolean start(Runnable load) {
        begun.add(load);
        fleet.soonOrLater(instance, () -> run(load));
        return true;
    }

    private void run(Runnable load) {
        if (begun.remove(load)) {
            instance.onAnotherThread(load);
        }
    }

    @Override
    public boolean await(CountDownLatch done, LongSupplier clock, long until) {
        long nanos = Math.max(0, until - clock.getAsLong());
        fleet.interlude(instance);
        if (done.getCount() > 0 && nanos < LONGEST_NANOS && fleet.isOverBeforeLoads()) {
            fleet.pass(nanos);
            return false;
        }
        while (done.getCount() > 0 && !begun.isEmpty()) {
            run(begun.get(begun.size() - 1));
        }
        if (done.getCount() > 0 && nanos < LONGEST_NANOS) {
            fleet.pass(nanos);
        }
        return done.getCount() == 0;
    }

    @Override
    public void close() {
        // has none
    }
}
