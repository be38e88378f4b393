package io.freshet.spring.watch.account;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** One entry since it was put: from what it was loaded, and what makes it suspect. Thread-safe. */
final class EntryAccount {

    private final long epoch;
    private final List<ReadName> reads;
    private final AtomicBoolean isTaken = new AtomicBoolean();
    private volatile long clearedNumber;
    private volatile @Nullable Long suspectNanos;
    private volatile @Nullable Difference difference;
    private volatile boolean isTold;

    /**
     * Put just now.
     *
     * @param epoch of its cache, which ends when that is cleared
     * @param number the latest write that it is known to show
     */
    EntryAccount(long epoch, List<ReadName> reads, long number) {
        this.epoch = epoch;
        this.reads = reads;
        this.clearedNumber = number;
    }

    long epoch() {
        return epoch;
    }

    List<ReadName> reads() {
        return reads;
    }

    /** Whether a table that it was loaded from was written since. A loop, because it runs for each hit. */
    boolean isWritten(TableAccount any) {
        long cleared = clearedNumber;
        if (reads.isEmpty()) {
            return false;
        }
        for (ReadName read : reads) {
            for (TableAccount table : read.behind()) {
                if (table.number() > cleared) {
                    return true;
                }
            }
        }
        return any.number() > cleared;
    }

    /** Whether it has been suspect for this long; from now on, if it was not. */
    boolean isSuspectFor(long graceNanos, long now) {
        Long since = suspectNanos;
        if (since == null) {
            suspectNanos = now;
            return false;
        }
        return now - since >= graceNanos;
    }

    /** Writes up to this one are known not to concern it. */
    void cleared(long number) {
        clearedNumber = Math.max(clearedNumber, number);
        suspectNanos = null;
        difference = null;
    }

    /** The remembered writes that may concern it, up to this one, oldest first. */
    List<Write> writes(TableAccount any, long until) {
        List<Write> found = new ArrayList<>(any.between(clearedNumber, until));
        reads.forEach(read -> read.behind().forEach(table -> found.addAll(table.between(clearedNumber, until))));
        found.sort(Comparator.comparingLong(Write::number));
        return found;
    }

    @Nullable
    Difference difference() {
        return difference;
    }

    void differs(Difference found) {
        difference = found;
    }

    boolean isTold() {
        return isTold;
    }

    /** It is said of it what is wrong; it is not looked at again until it is put anew. */
    void told() {
        isTold = true;
    }

    /** Whether the caller may compare it, and gives it back. */
    boolean take() {
        return isTaken.compareAndSet(false, true);
    }

    void giveBack() {
        isTaken.set(false);
    }

    /**
     * A first look that found it different from its source.
     *
     * @param served what the cache had
     * @param atNanos when that was found
     * @param number the latest write that was heard of when the source was asked
     */
    record Difference(@Nullable Object served, long atNanos, long number) {}
}
