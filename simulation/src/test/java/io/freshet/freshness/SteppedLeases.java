package io.freshet.freshness;

import io.freshet.remote.Partitions;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a {@link LeaseKeeper} does, step by step and without its thread: for simulations. */
public final class SteppedLeases {

    private final FleetWaits waits = new FleetWaits();
    private final List<Poller> pollers = new ArrayList<>();

    /** Listening, but not polling yet. */
    public SteppedLeases(
            String instance, Partitions partitions, Freshness freshness, Duration interval, Ticker ticker) {
        LagMeter lags = new LagMeter(partitions.count());
        for (int i = 0; i < partitions.count(); i++) {
            Poller poller = new Poller(
                    i, instance, partitions.get(i), freshness, waits, ticker, interval.toNanos(), lags, () -> {});
            poller.listen();
            pollers.add(poller);
        }
    }

    /** Polls the partitions whose time has come. */
    public void step() {
        pollers.forEach(Poller::step);
    }

    /** Begins to wait until every other instance that may hold a lease has applied these bumps. */
    public Awaited await(Map<Integer, Long> seqs) {
        return new Awaited(waits.add(seqs), seqs.keySet());
    }

    /** Notes that a partition did not answer; answers the instant since when it has not. */
    public long unreachable(int partition) {
        return pollers.get(partition).unreachable();
    }

    /** A wait for the fleet. */
    public final class Awaited {

        private final FleetWaits.Wait wait;
        private final Set<Integer> partitions;

        private Awaited(FleetWaits.Wait wait, Set<Integer> partitions) {
            this.wait = wait;
            this.partitions = partitions;
        }

        /** Whether the fleet has applied all. */
        public boolean isOver() {
            partitions.forEach(partition -> pollers.get(partition).watch());
            try {
                return wait.await(Duration.ZERO);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        /** Waits no longer. */
        public void end() {
            waits.remove(wait);
        }
    }
}
