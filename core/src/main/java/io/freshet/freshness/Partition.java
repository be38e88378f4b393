package io.freshet.freshness;

import io.freshet.entry.Stamp;
import io.freshet.freshness.Freshness.Applied;
import io.freshet.remote.Partitions;
import io.freshet.remote.Sequencer;
import io.freshet.remote.Sequencer.Bump;
import io.freshet.remote.Sequencer.Poll;
import org.jspecify.annotations.Nullable;

import java.time.Duration;

/**
 * What this instance knows of one partition of the sequence. Written under the lock of its {@link Freshness}; read without.
 *
 * <p>Its lease rests on certificates alone. A bump made here that failed ends it until a certificate proves that everything is known which
 * was committed before ({@link #distrust}).
 */
final class Partition {

    private final Duration bound;
    private final BumpMap bumps = new BumpMap();
    private final Certificates certificates = new Certificates();

    private volatile long seq = Stamp.NONE;
    private volatile long highest = Stamp.NONE;
    private volatile long lineage;
    private volatile long[] ancestors = {};
    private volatile long floor;
    private volatile long counter = -1;
    private volatile Moment lease;
    private volatile @Nullable Moment asOf;
    private volatile String snapshot = "";
    private volatile long snapshotSeq = Stamp.NONE;
    private @Nullable Moment distrusted;
    private int unresolved;

    Partition(Duration bound, Moment now) {
        this.bound = bound;
        this.lease = now;
    }

    /**
     * Whether the tag is not known to have been raised since the stamp, and whether the stamp is worth anything. In this order: a bump is
     * forgotten only below a floor that can be seen by then.
     */
    boolean isUntouched(long stamp, long tag) {
        return bumps.get(tag) <= stamp && isTrusted(stamp);
    }

    /** The number that the tag is known to have been raised to last, or 0. */
    long raisedTo(long tag) {
        return bumps.get(tag);
    }

    private boolean isTrusted(long stamp) {
        return stamp != Stamp.NONE && stamp >= floor && isOurs(Sequencer.lineageOf(stamp));
    }

    /** Whether numbers of a lineage can be compared with those of the present one. */
    private boolean isOurs(long other) {
        if (other == lineage) {
            return true;
        }
        for (long ancestor : ancestors) {
            if (ancestor == other) {
                return true;
            }
        }
        return false;
    }

    /** Takes in a bump; answers whether everything before it was known. In the model: {@code Heard}. */
    boolean bumped(long bumpSeq, long[] tags, int partition, int partitions) {
        for (long tag : tags) {
            if (Partitions.of(tag, partitions) == partition) {
                bumps.raise(tag, bumpSeq, floor);
            }
        }
        highest = Math.max(highest, bumpSeq);
        boolean next = bumpSeq == seq + 1;
        if (next) {
            seq = bumpSeq;
        }
        return next || bumpSeq <= seq;
    }

    /** Takes in that tags were raised to a number or to a lower one, which says nothing of other bumps. In the model: {@code Heard}. */
    void raised(long atMost, long[] tags) {
        for (long tag : tags) {
            bumps.raise(tag, atMost, floor);
        }
        highest = Math.max(highest, atMost);
    }

    /** Takes in the answer to a poll. In the model: {@code Applied}. */
    Applied apply(Moment asked, Poll poll) {
        if (!poll.certified() || poll.lineage() < lineage()) {
            return Applied.IGNORED;
        }
        if (poll.lineage() > lineage && !adopt(asked, poll)) {
            return Applied.PARTLY;
        }
        floor = Math.max(floor, poll.floor());
        for (Bump bump : poll.bumps()) {
            bumps.raise(bump.tag(), bump.seq(), floor);
        }
        if (poll.more()) {
            seq = Math.max(seq, poll.bumps().get(poll.bumps().size() - 1).seq());
            return Applied.PARTLY;
        }
        seq = Math.max(seq, poll.top());
        renew(asked, poll);
        return Applied.WHOLLY;
    }

    /**
     * Goes over to a newer lineage; answers whether it goes on from the one before. If not, this instance followed a server with another
     * history (a split brain, a restored copy): numbers of the two cannot be compared, so all that the new one knows is asked for again.
     */
    private boolean adopt(Moment asked, Poll poll) {
        long former = lineage;
        certificates.forget();
        lease = asked; // what one server has proven says nothing of another, which may number the same commits later
        ancestors = poll.ancestors().clone();
        lineage = poll.lineage();
        if (former == 0 || isOurs(former)) {
            return true;
        }
        floor = Math.max(floor, poll.floor());
        seq = Stamp.NONE;
        return false;
    }

    private void renew(Moment asked, Poll poll) {
        if (poll.counter() >= counter || asOf == null) {
            snapshot = poll.snapshot();
            snapshotSeq = poll.snapshotSeq();
        }
        counter = poll.counter();
        Moment proven = certificates.note(counter, asked);
        if (proven == null || unresolved > 0 || isBefore(proven, distrusted) || isBefore(proven, asOf)) {
            return;
        }
        distrusted = null;
        asOf = proven;
        lease = proven.plus(bound);
    }

    private static boolean isBefore(Moment moment, @Nullable Moment other) {
        return other != null && moment.isBefore(other);
    }

    void distrust(Moment now) {
        lease = now;
        distrusted = now;
    }

    void suspend(Moment now) {
        distrust(now);
        unresolved++;
    }

    void resolve(Moment now) {
        unresolved--;
        distrust(now);
    }

    /** Whether every bump that failed here is proven to have been made since. */
    boolean isSettled() {
        return distrusted == null;
    }

    boolean isSuspended() {
        return unresolved > 0;
    }

    long seq() {
        return seq;
    }

    /** The highest number heard of, whether or not everything below it is known. */
    long highest() {
        return Math.max(highest, seq);
    }

    /** The newest lineage heard of: what a server says that has fallen behind it is ignored, and a relay begins a newer one there. */
    long lineage() {
        return Math.max(lineage, Sequencer.lineageOf(highest));
    }

    long counter() {
        return counter;
    }

    /** When its lease ends, or has ended. */
    Moment lease() {
        return lease;
    }

    /** As of when everything is proven to be known; null for never. */
    @Nullable
    Moment asOf() {
        return asOf;
    }

    /** A database snapshot of which every bump is known here; empty for none. */
    String snapshot() {
        return snapshot;
    }

    /** A number that had been given out before that snapshot was taken. */
    long snapshotSeq() {
        return snapshotSeq;
    }

    int knownTags() {
        return bumps.size();
    }
}
