package io.freshet.simulation;

import java.util.ArrayList;
import java.util.List;

/** Every write there was, and what may not be answered any more because of it. */
final class Promises {

    private static final long NEVER = Long.MAX_VALUE;

    private final long boundNanos;
    private final List<List<Write>> rows = new ArrayList<>();
    private boolean onlyTheBound;

    Promises(int rowCount, long boundNanos) {
        this.boundNanos = boundNanos;
        for (int row = 0; row < rowCount; row++) {
            rows.add(new ArrayList<>());
        }
    }

    /** An answer that is older than promised. */
    static final class StaleAnswer extends AssertionError {

        private static final long serialVersionUID = 1L;

        StaleAnswer(String message) {
            super(message);
        }
    }

    /** One version of one row. */
    static final class Write {

        private final int row;
        private final int version;
        private long committed = NEVER;
        private long forAll = NEVER;
        private long forStrict = NEVER;
        private long forOwn = NEVER;
        private Object owner = "";
        private boolean lost;

        private Write(int row, int version) {
            this.row = row;
            this.version = version;
        }

        int row() {
            return row;
        }

        int version() {
            return version;
        }

        /** Visible in the database, or, made by hand, kept in the outbox. */
        void committed(long now) {
            committed = lost ? NEVER : Math.min(committed, now);
        }

        /** No read on any instance that begins later may be older. */
        void acknowledged(long now) {
            forAll = lost ? NEVER : now;
        }

        /** No read of a strict cache that begins later may be older. */
        void bumped(long now) {
            forStrict = lost ? NEVER : now;
        }

        /** No read on this instance that begins later may be older. */
        void returned(Object instance, long now) {
            owner = instance;
            forOwn = lost ? NEVER : now;
        }

        /** The database has forgotten it. */
        void lost() {
            lost = true;
            committed = NEVER;
            forAll = NEVER;
            forStrict = NEVER;
            forOwn = NEVER;
        }
    }

    /** The next version of a row. */
    Write write(int row) {
        List<Write> writes = rows.get(row);
        Write write = new Write(row, writes.size() + 1);
        writes.add(write);
        return write;
    }

    /** From now on only the bound is promised. */
    void onlyTheBound() {
        onlyTheBound = true;
    }

    boolean isOnlyTheBound() {
        return onlyTheBound;
    }

    /**
     * Checks an answer.
     *
     * @param start the instant at which the read began
     * @param least what the session may be answered at the least
     */
    void answered(int row, int version, long start, Object instance, boolean strict, int least) {
        List<Write> writes = rows.get(row);
        for (Write missed : writes.subList(version, writes.size())) {
            if (missed.committed < start - boundNanos) {
                throw stale(
                        missed,
                        version,
                        "was committed " + micros(start - missed.committed) + " before the read began");
            }
            if (!onlyTheBound) {
                check(missed, version, start, instance, strict, least);
            }
        }
    }

    private static void check(Write missed, int version, long start, Object instance, boolean strict, int least) {
        if (missed.forAll < start) {
            throw stale(missed, version, "had been acknowledged for " + micros(start - missed.forAll));
        }
        if (strict && missed.forStrict < start) {
            throw stale(
                    missed, version, "had been bumped for " + micros(start - missed.forStrict) + ", in a strict cache");
        }
        if (missed.forOwn < start && missed.owner == instance) {
            throw stale(missed, version, "had been written there for " + micros(start - missed.forOwn));
        }
        if (missed.version <= least && !missed.lost) {
            throw stale(missed, version, "was written by the session");
        }
    }

    private static StaleAnswer stale(Write missed, int version, String why) {
        return new StaleAnswer("row " + missed.row + " was answered with version " + version + ", but version "
                + missed.version + " " + why);
    }

    private static String micros(long nanos) {
        return nanos / 1_000 + " microseconds";
    }
}
