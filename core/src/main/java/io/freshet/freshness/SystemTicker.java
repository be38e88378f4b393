package io.freshet.freshness;

import java.util.concurrent.TimeUnit;

/**
 * The machine's two clocks. Thread-safe.
 *
 * <h2>Why one clock is enough for most reads</h2>
 *
 * A lease is held against both clocks (see {@link Moment}), and looking at a clock is most of what a hit in process costs. So whoever has
 * looked at both leaves the pair behind, and whoever finds the wall clock still in the same millisecond takes it: since then less than a
 * millisecond has passed, so the pair's monotonic instant and a margin is not before now. A machine that was suspended meanwhile shows another
 * millisecond, and so does a wall clock that was set; then both are looked at.
 *
 * <p>Only a wall clock that is set back, by just as long as nobody has read anything, to the very millisecond of the pair goes unnoticed, for
 * what is left of that millisecond. {@link Moment} rests on as much: that a pause and a clock that is set back do not make up for each other.
 */
final class SystemTicker implements Ticker {

    /** The millisecond of the wall clock, and as much again for a clock that is being adjusted. */
    private static final long MARGIN_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private volatile Moment known = new Moment(nanos() + MARGIN_NANOS, wallMillis());

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public long wallMillis() {
        return System.currentTimeMillis();
    }

    @Override
    public Moment soon() {
        long wall = wallMillis();
        Moment present = known;
        if (present.wallMillis() != wall) {
            present = new Moment(nanos() + MARGIN_NANOS, wall); // the wall clock first: the pair is then not too early
            known = present;
        }
        return present;
    }
}
