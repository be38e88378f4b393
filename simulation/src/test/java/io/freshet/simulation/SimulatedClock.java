package io.freshet.simulation;

import io.freshet.freshness.Ticker;

import java.util.concurrent.TimeUnit;

/** The clocks of one instance's machine. The monotonic one stands still while the machine is suspended; the wall clock may be set. */
final class SimulatedClock implements Ticker {

    private final SimulatedFleet fleet;
    private long slept;
    private long wallOffset;

    SimulatedClock(SimulatedFleet fleet) {
        this.fleet = fleet;
    }

    @Override
    public long nanos() {
        return fleet.now() - slept;
    }

    @Override
    public long wallMillis() {
        return TimeUnit.NANOSECONDS.toMillis(fleet.now() + wallOffset);
    }

    /** The machine was suspended since its monotonic clock showed this. */
    void sleptSince(long nanos) {
        slept += nanos() - nanos;
    }

    /** The wall clock is set, forward or back. */
    void setWall(long byNanos) {
        wallOffset += byNanos;
    }
}
