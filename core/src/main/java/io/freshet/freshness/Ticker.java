package io.freshet.freshness;

/** A clock that only moves forward and has no date: what every duration of the protocol is measured with. Thread-safe. */
@FunctionalInterface
public interface Ticker {

    /** Nanoseconds since some instant of its own. */
    long nanos();

    /** The machine's monotonic clock. */
    static Ticker system() {
        return System::nanoTime;
    }
}
