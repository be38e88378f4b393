package io.freshet.simulation;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;

/** The fleet's time as a wall clock. */
final class FleetClock extends Clock {

    private final SimulatedFleet fleet;

    FleetClock(SimulatedFleet fleet) {
        this.fleet = fleet;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(TimeUnit.NANOSECONDS.toMillis(fleet.now()));
    }
}
