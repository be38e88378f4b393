package io.freshet.freshness;

import java.util.concurrent.TimeUnit;

/** A clock that only moves forward and has no date: what every duration of the protocol is measured with. Thread-safe. */
@FunctionalInterface
public interface Ticker {

    /** Nanoseconds since some instant of its own. */
    long nanos();

    /**
     * Milliseconds by a second clock that goes on while the machine is suspended, when the first may stand still. It may be set, forward or
     * back: it can only shorten a lease.
     */
    default long wallMillis() {
        return TimeUnit.NANOSECONDS.toMillis(nanos());
    }

    /** The present instant by both clocks. */
    default Moment now() {
        return new Moment(nanos(), wallMillis());
    }

    /**
     * The present instant, or one that is up to two milliseconds later: for what ends at an instant, such as a lease or the time to live of an
     * entry, which may then end that much too early and never too late. For reads, whose hits cost little more than their clock does.
     */
    default Moment soon() {
        return now();
    }

    /** The machine's monotonic clock, and its wall clock. */
    static Ticker system() {
        return new SystemTicker();
    }
}
