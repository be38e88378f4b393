package io.freshet.testkit;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

/**
 * Judges for each read whether it was stale: whether a newer version had been acknowledged before the read began.
 *
 * <p>A register is kept for each key, whose versions start at 0 and grow by one with each write. Writers tell it
 * {@link #begin} before they commit and {@link #acked} when the write has returned to its caller; each reading thread
 * takes a {@link Reader} of its own. All times are {@link System#nanoTime()} of this JVM.
 *
 * <h2>One look-up for each read</h2>
 *
 * The staleness of a read of version v is its start minus the earliest acknowledgement of any version above v. Searching
 * for it would slow down the readers, so the writers keep it ready: {@code supersededAt[v]} is that earliest time, or
 * {@link #NEVER}. It never falls as v grows, since whatever supersedes v supersedes everything before v too. An
 * acknowledgement of version u at t therefore walks down from u - 1 and stops at the first entry that is not later than
 * t: each entry is written once, or a few times when acknowledgements overtake each other.
 *
 * <p>A reader looks at the highest acknowledged version first and is done if it read that one or a newer one. Otherwise
 * the table was filled before that version was published, so the entry is there.
 *
 * <p>It never reports too much: the time of an acknowledgement is taken before it is recorded here. A read that begins
 * in the nanoseconds between the two may be judged fresh.
 *
 * <p>Thread-safe. Reading takes no lock; writes of one key exclude each other.
 */
public final class StalenessChecker {
    private static final long NEVER = Long.MAX_VALUE;
    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(long[].class);

    private final long origin = System.nanoTime();
    private final Register[] registers;
    private final List<Reader> readers = new CopyOnWriteArrayList<>();

    private StalenessChecker(int keys) {
        registers = IntStream.range(0, keys).mapToObj(Register::new).toArray(Register[]::new);
    }

    /** Returns a checker for the keys 0 to {@code keys} - 1, each at version 0. */
    public static StalenessChecker of(int keys) {
        if (keys < 1) {
            throw new IllegalArgumentException("A checker needs at least one key, not " + keys);
        }
        return new StalenessChecker(keys);
    }

    /** Notes that a writer is about to commit a version: from now on it may be read. */
    public void begin(int key, long version) {
        registers[key].begin(version);
    }

    /**
     * Notes that the write of a version has returned to its caller.
     *
     * @param nanos {@link System#nanoTime()}, taken when it returned
     * @throws IllegalStateException if the version was not begun
     */
    public void acked(int key, long version, long nanos) {
        registers[key].acked(version, nanos - origin);
    }

    /** Returns a new judge for one reading thread. Its counts are part of {@link #summary()}. */
    public Reader reader() {
        Reader reader = new Reader();
        readers.add(reader);
        return reader;
    }

    /** Returns what all readers have counted so far. It may be asked while they read. */
    public Summary summary() {
        return readers.stream().map(Reader::summary).reduce(Summary.NOTHING, Summary::plus);
    }

    /**
     * What was counted.
     *
     * @param reads all reads
     * @param staleReads those after whose superseding write had been acknowledged when they began
     * @param longestStalenessNanos the oldest of the stale reads, in nanoseconds
     */
    public record Summary(long reads, long staleReads, long longestStalenessNanos) {
        private static final Summary NOTHING = new Summary(0, 0, 0);

        public double stalePerMillion() {
            return reads == 0 ? 0 : staleReads * 1e6 / reads;
        }

        public Duration longestStaleness() {
            return Duration.ofNanos(longestStalenessNanos);
        }

        private Summary plus(Summary other) {
            return new Summary(
                    reads + other.reads,
                    staleReads + other.staleReads,
                    Math.max(longestStalenessNanos, other.longestStalenessNanos));
        }
    }

    /** The judge of one reading thread. Not thread-safe, except for what {@link StalenessChecker#summary()} reads. */
    public final class Reader {
        private static final int READS = 8;
        private static final int STALE = 9;
        private static final int LONGEST = 10;

        // A cache line of distance on both sides: counting must not slow down the readers beside this one.
        private final long[] counts = new long[24];

        private Reader() {}

        /**
         * Judges a read and counts it.
         *
         * @param startNanos {@link System#nanoTime()}, taken before the read began
         * @return its staleness in nanoseconds: 0 if it was fresh
         * @throws IllegalStateException if the version was never written
         */
        public long read(int key, long version, long startNanos) {
            long staleness = registers[key].stalenessOf(version, startNanos - origin);
            SLOT.setOpaque(counts, READS, counts[READS] + 1);
            if (staleness > 0) {
                SLOT.setOpaque(counts, STALE, counts[STALE] + 1);
                SLOT.setOpaque(counts, LONGEST, Math.max(counts[LONGEST], staleness));
            }
            return staleness;
        }

        /** Forgets what it has counted, for instance while a system warmed up. Call it in the reading thread. */
        public void reset() {
            SLOT.setOpaque(counts, READS, 0L);
            SLOT.setOpaque(counts, STALE, 0L);
            SLOT.setOpaque(counts, LONGEST, 0L);
        }

        private Summary summary() {
            return new Summary(count(READS), count(STALE), count(LONGEST));
        }

        private long count(int slot) {
            return (long) SLOT.getOpaque(counts, slot);
        }
    }

    private static final class Register {
        private final int key;
        private volatile long begun;
        private volatile long acked;
        private volatile long[] supersededAt = unset(64);

        private Register(int key) {
            this.key = key;
        }

        private synchronized void begin(long version) {
            begun = Math.max(begun, version);
        }

        private synchronized void acked(long version, long at) {
            if (version > begun) {
                throw new IllegalStateException(
                        "Version " + version + " of key " + key + " is acknowledged before begin() was called for it");
            }
            long[] table = roomFor(version);
            for (int v = (int) version - 1; v >= 0 && table[v] > at; v--) {
                SLOT.setOpaque(table, v, at);
            }
            acked = Math.max(acked, version);
        }

        private long stalenessOf(long version, long start) {
            if (version >= acked) {
                rejectUnwritten(version);
                return 0;
            }
            long at = (long) SLOT.getOpaque(supersededAt, Math.toIntExact(version));
            return Math.max(0, start - at);
        }

        private void rejectUnwritten(long version) {
            if (version > begun) {
                throw new IllegalStateException(
                        "Version " + version + " of key " + key + " was read, but " + begun + " is the last one begun");
            }
        }

        private long[] roomFor(long version) {
            long[] table = supersededAt;
            if (version > table.length) {
                long[] larger = unset(Math.max(table.length * 2, Math.toIntExact(version)));
                System.arraycopy(table, 0, larger, 0, table.length);
                supersededAt = larger;
                return larger;
            }
            return table;
        }

        private static long[] unset(int length) {
            long[] table = new long[length];
            Arrays.fill(table, NEVER);
            return table;
        }
    }
}
