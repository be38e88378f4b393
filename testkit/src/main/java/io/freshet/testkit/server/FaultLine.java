package io.freshet.testkit.server;

import io.freshet.testkit.server.Fault.Direction;
import io.freshet.testkit.server.Fault.Way;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The line that all connections of a {@link FaultProxy} share: the present fault, and who may send when. Thread-safe. */
final class FaultLine {
    private final Map<Direction, Long> busyUntil = new EnumMap<>(Direction.class);
    private Fault fault = Fault.NONE;

    FaultLine() {
        freeAgain();
    }

    synchronized Fault fault() {
        return fault;
    }

    /** Changes the fault; whoever waits on account of the former one looks at the new one. */
    synchronized void change(Fault next) {
        fault = next;
        freeAgain();
        notifyAll();
    }

    /**
     * Blocks until bytes may go on.
     *
     * @param arrivedNanos when they came in
     * @param lost run, before the fault can change, if they are swallowed
     * @return how many of them may go on now; 0 if all are swallowed
     */
    synchronized int admit(Direction direction, long arrivedNanos, int count, Runnable lost)
            throws InterruptedException {
        while (true) {
            Way way = fault.way(direction);
            switch (way.fate()) {
                case SWALLOWED -> {
                    lost.run();
                    return 0;
                }
                case HELD -> wait();
                case PASSES -> {
                    long now = System.nanoTime();
                    long left = Math.max(arrivedNanos + way.delayNanos() - now, busyUntil(direction) - now);
                    if (left <= 0) {
                        int piece = Math.min(count, way.largestPiece());
                        busyUntil.put(direction, now + way.nanosFor(piece));
                        return piece;
                    }
                    TimeUnit.NANOSECONDS.timedWait(this, left);
                }
            }
        }
    }

    private long busyUntil(Direction direction) {
        return busyUntil.getOrDefault(direction, System.nanoTime());
    }

    private void freeAgain() {
        long now = System.nanoTime();
        for (Direction direction : Direction.values()) {
            busyUntil.put(direction, now);
        }
    }
}
