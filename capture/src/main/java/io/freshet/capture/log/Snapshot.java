package io.freshet.capture.log;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A {@code pg_snapshot}. Immutable.
 *
 * @param xmin all transactions below have ended
 * @param xmax those from here on have not
 * @param running those between that have not
 */
record Snapshot(long xmin, long xmax, Set<Long> running) {

    /** From its text, {@code xmin:xmax:running,...}. */
    static Snapshot of(String text) {
        String[] parts = text.split(":", -1);
        Set<Long> running = Stream.of(parts[2].split(","))
                .filter(xid -> !xid.isEmpty())
                .map(Long::valueOf)
                .collect(Collectors.toUnmodifiableSet());
        return new Snapshot(Long.parseLong(parts[0]), Long.parseLong(parts[1]), running);
    }

    /** Whether it shows what a committed transaction wrote. */
    boolean shows(long xid) {
        return xid < xmin || (xid < xmax && !running.contains(xid));
    }

    /** The whole number of a transaction of now, of which the lower half is known. */
    long whole(int lower) {
        return xmax + (lower - (int) xmax);
    }
}
