package io.freshet.salon.day.check;

import java.util.Arrays;

/**
 * A number that only grows, such as the bills of a day, and since when which value of it has been acknowledged.
 *
 * <p>A reading is stale if a greater value had been acknowledged before the read began; its age is the time from the earliest such
 * acknowledgement to the start of the read. Values and times are kept in the order of acknowledgement, both ascending, so that a reading
 * that misses nothing costs one comparison. There is no upper bound: a write whose outcome is unknown may or may not show.
 *
 * <p>All times are {@link System#nanoTime()}. Thread-safe; reading takes no lock.
 */
public final class Register {
    private record Acknowledged(long[] values, long[] nanos, int count) {}

    private final long base;
    private final long baseNanos = System.nanoTime();
    private volatile Acknowledged history = new Acknowledged(new long[16], new long[16], 0);

    private Register(long base) {
        this.base = base;
    }

    /** Returns a register whose first value was read from the source before anything was written. */
    public static Register startingAt(long base) {
        return new Register(base);
    }

    /** Returns the greatest acknowledged value. */
    public long acknowledged() {
        return latest(history);
    }

    /**
     * Notes that a write of a greater value has returned. Its writers exclude each other; a value that is not greater changes nothing.
     *
     * @param nanos when it returned
     */
    public synchronized void acknowledge(long value, long nanos) {
        Acknowledged before = history;
        if (value <= latest(before)) {
            return;
        }
        int count = before.count;
        boolean full = count == before.values.length;
        long[] values = full ? Arrays.copyOf(before.values, count * 2) : before.values;
        long[] times = full ? Arrays.copyOf(before.nanos, count * 2) : before.nanos;
        values[count] = value;
        times[count] = count == 0 ? nanos : Math.max(nanos, times[count - 1]);
        history = new Acknowledged(values, times, count + 1);
    }

    /** Notes that a write has returned that raised the number by an amount; such writers need not exclude each other. */
    public synchronized void acknowledgeMore(long amount, long nanos) {
        acknowledge(latest(history) + amount, nanos);
    }

    /** Whether the number has been greater for as long as the register has existed: then it is some other number. */
    public boolean hasNeverBeen(long value) {
        return value < base;
    }

    /** Returns how stale a reading is, in nanoseconds: 0 if it missed nothing that was acknowledged when it began. */
    public long staleness(long value, long startNanos) {
        if (hasNeverBeen(value)) {
            return Math.max(1, startNanos - baseNanos);
        }
        Acknowledged known = history;
        if (value >= latest(known)) {
            return 0;
        }
        return Math.max(0, startNanos - known.nanos[firstAbove(value, known)]);
    }

    private static int firstAbove(long value, Acknowledged known) {
        int at = Arrays.binarySearch(known.values, 0, known.count, value);
        return at >= 0 ? at + 1 : -at - 1;
    }

    private long latest(Acknowledged known) {
        return known.count == 0 ? base : known.values[known.count - 1];
    }
}
