package io.freshet.freshness;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** A wall clock that goes as a count of nanoseconds does. */
public final class TickedClock extends Clock {

    private final LongSupplier nanos;

    /** Goes as this does. */
    public TickedClock(LongSupplier nanos) {
        this.nanos = nanos;
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
        return Instant.ofEpochMilli(TimeUnit.NANOSECONDS.toMillis(nanos.getAsLong()));
    }
}
