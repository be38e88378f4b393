package io.freshet.testkit.server;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * What a {@link FaultProxy} does to the bytes of both ways and to new connections.
 *
 * @param requests what happens to bytes on their way to the server
 * @param answers what happens to bytes on their way to the client
 * @param door what happens to new connections
 */
record Fault(Way requests, Way answers, Door door) {
    static final Fault NONE = new Fault(Way.FREE, Way.FREE, Door.OPEN);
    static final Fault HOLD = new Fault(Way.HELD, Way.HELD, Door.OPEN);
    static final Fault BLACK_HOLE = new Fault(Way.SWALLOWED, Way.SWALLOWED, Door.ACCEPTS_ONLY);
    static final Fault ANSWERS_LOST = new Fault(Way.FREE, Way.SWALLOWED, Door.OPEN);
    static final Fault CLOSED_AT_ONCE = new Fault(Way.FREE, Way.FREE, Door.CLOSES);
    static final Fault REFUSED = new Fault(Way.FREE, Way.FREE, Door.SHUT);

    static Fault delay(Duration requests, Duration answers) {
        return new Fault(Way.delayed(requests), Way.delayed(answers), Door.OPEN);
    }

    static Fault throttle(int bytesPerSecond) {
        Way slow = new Way(Fate.PASSES, 0, bytesPerSecond);
        return new Fault(slow, slow, Door.OPEN);
    }

    Way way(Direction direction) {
        return direction == Direction.REQUESTS ? requests : answers;
    }

    enum Direction {
        REQUESTS,
        ANSWERS
    }

    enum Fate {
        PASSES,
        /** Waits for another fault. */
        HELD,
        SWALLOWED
    }

    enum Door {
        OPEN,
        /** Accepts, and connects to nobody. */
        ACCEPTS_ONLY,
        /** Accepts, and resets at once. */
        CLOSES,
        /** Nobody listens: the system refuses. */
        SHUT
    }

    /**
     * One way.
     *
     * @param delayNanos how old bytes must be when they go on
     * @param bytesPerSecond of all connections together
     */
    record Way(Fate fate, long delayNanos, int bytesPerSecond) {
        private static final int UNLIMITED = Integer.MAX_VALUE;

        static final Way FREE = delayed(Duration.ZERO);
        static final Way HELD = new Way(Fate.HELD, 0, UNLIMITED);
        static final Way SWALLOWED = new Way(Fate.SWALLOWED, 0, UNLIMITED);

        private static final int PIECES_PER_SECOND = 50;

        private static final long NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

        Way {
            if (delayNanos < 0 || bytesPerSecond < 1) {
                throw new IllegalArgumentException("A delay must not be negative, bytes per second must be 1 or more: "
                        + delayNanos + " ns, " + bytesPerSecond);
            }
        }

        static Way delayed(Duration delay) {
            return new Way(Fate.PASSES, delay.toNanos(), UNLIMITED);
        }

        /** Returns how many bytes may go at once, so that a slow way is slow all the time. */
        int largestPiece() {
            return Math.max(1, bytesPerSecond / PIECES_PER_SECOND);
        }

        /** Returns how long so many bytes keep the way busy. */
        long nanosFor(int count) {
            return bytesPerSecond == UNLIMITED ? 0 : count * NANOS_PER_SECOND / bytesPerSecond;
        }
    }
}
