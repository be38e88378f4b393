package io.freshet.freshness;

import io.freshet.entry.Entry;
import io.freshet.remote.Sequencer;
import io.freshet.remote.Sequencer.Bump;
import io.freshet.remote.Sequencer.Poll;

import java.time.Duration;

/**
 * What this instance knows of what was invalidated, and for how long it may go on trusting that: where the flow of reads and the flow of
 * writes meet. Thread-safe; nothing blocks.
 *
 * <h2>Why a stamp settles the race between a load and a write</h2>
 *
 * A load reads the database at some time while a write commits; nobody can tell which came first. So nobody tries: the entry carries the
 * sequence number that this instance knew <em>before</em> its loader began ({@link #stamp}), and is valid as long as no tag of it was
 * raised above that number. A write commits first and is numbered afterwards. If the load saw the row as it was before the write, then it
 * began before the commit, so its stamp is below the write's number, and the entry is invalid from the moment the number is known: however
 * late it is stored, in whichever tier, however often. A stamp that is lower than it need be costs a reload and nothing else.
 *
 * <h2>Why a lease bounds what is not known</h2>
 *
 * A number that has not arrived here cannot invalidate anything here. Certificates prove as of which instant this instance has heard of
 * every commit ({@link Certificates}); the lease ends one bound after that instant. Without a lease nothing is valid.
 *
 * <p>Sources: Gray and Cheriton, Leases (1989); Ports et al., TxCache (OSDI 2010). The whole is in {@code docs/concepts/protocol.md}.
 */
public final class Freshness {

    /** The stamp of an instance that has not reached the shared tier yet: nothing loaded under it is ever valid. */
    public static final long NO_STAMP = -1;

    private final long boundNanos;
    private final Ticker ticker;
    private final BumpMap bumps = new BumpMap();
    private final Certificates certificates = new Certificates();

    private volatile long seq = NO_STAMP;
    private volatile long lineage;
    private volatile long floor;
    private volatile long state;
    private volatile long leaseUntil;
    private volatile long asOf = Certificates.UNKNOWN;
    private volatile long counter = -1;
    private long distrustedUntilAsOf = Certificates.UNKNOWN;
    private int unresolved;

    /**
     * Knows nothing yet.
     *
     * @param bound how old a stale answer may be at the most
     */
    public Freshness(Duration bound, Ticker ticker) {
        this.boundNanos = bound.toNanos();
        this.ticker = ticker;
        this.leaseUntil = ticker.nanos();
    }

    /** The number to stamp a load with that begins now. */
    public long stamp() {
        return seq;
    }

    /** Whether the lease runs. */
    public boolean hasLease() {
        return ticker.nanos() - leaseUntil < 0;
    }

    /** Whether the entry may be served, expiry apart. Costs one comparison while nothing was invalidated since it was last asked. */
    public boolean isValid(Entry entry) {
        return isValid(entry, ticker.nanos());
    }

    /** The same, for a caller who has just looked at the clock. */
    public boolean isValid(Entry entry, long nowNanos) {
        if (nowNanos - leaseUntil >= 0) {
            return false;
        }
        long present = state;
        if (entry.validAt() == present) {
            return true;
        }
        if (!isUntouched(entry.stamp(), entry.tags())) {
            return false;
        }
        entry.markValid(present);
        return true;
    }

    /** Whether nothing is known to have raised any of the tags since the stamp, whether or not the lease runs. */
    public boolean isUntouched(long stamp, long[] tags) {
        if (stamp == NO_STAMP || stamp < floor || Sequencer.lineageOf(stamp) > lineage) {
            return false;
        }
        for (long tag : tags) {
            if (bumps.get(tag) > stamp) {
                return false;
            }
        }
        return true;
    }

    /** Takes in one bump, made here or heard of. Answers whether everything before it was known, so that no poll is needed. */
    public synchronized boolean bumped(long bumpSeq, long[] tags) {
        for (long tag : tags) {
            bumps.raise(tag, bumpSeq, floor);
        }
        boolean next = bumpSeq == seq + 1;
        if (next) {
            seq = bumpSeq;
        }
        state++;
        return next || bumpSeq <= seq;
    }

    /**
     * Takes in the answer to a poll.
     *
     * @param askedNanos the instant before the poll was sent
     */
    public synchronized Applied apply(long askedNanos, Poll poll) {
        if (!poll.certified() || poll.lineage() < lineage) {
            return Applied.IGNORED;
        }
        boolean adopted = adopt(poll);
        for (Bump bump : poll.bumps()) {
            bumps.raise(bump.tag(), bump.seq(), floor);
        }
        if (adopted || !poll.bumps().isEmpty()) {
            state++; // only now: whoever reads the new state must find every bump that it stands for
        }
        if (poll.more()) {
            seq = Math.max(seq, poll.bumps().get(poll.bumps().size() - 1).seq());
            return Applied.PARTLY;
        }
        seq = Math.max(seq, poll.top());
        renew(poll.counter(), askedNanos);
        return Applied.WHOLLY;
    }

    private boolean adopt(Poll poll) {
        if (poll.lineage() == lineage && poll.floor() <= floor) {
            return false;
        }
        if (poll.lineage() > lineage) {
            certificates.forget();
        }
        lineage = poll.lineage();
        floor = Math.max(floor, poll.floor());
        return true;
    }

    private void renew(long newCounter, long askedNanos) {
        counter = newCounter;
        long proven = certificates.note(newCounter, askedNanos);
        if (proven == Certificates.UNKNOWN || unresolved > 0) {
            return;
        }
        if (distrustedUntilAsOf != Certificates.UNKNOWN && proven - distrustedUntilAsOf < 0) {
            return;
        }
        distrustedUntilAsOf = Certificates.UNKNOWN;
        asOf = proven;
        leaseUntil = proven + boundNanos;
    }

    /** Ends the lease until a certificate proves that all is known that was committed before now: a bump of this instance failed. */
    public synchronized void distrust() {
        long now = ticker.nanos();
        leaseUntil = now;
        distrustedUntilAsOf = now;
    }

    /** Holds the lease back until {@link #resolve} was called as often: a bump that no outbox keeps waits to be made. */
    public synchronized void suspend() {
        distrust();
        unresolved++;
    }

    /** The counterpart of {@link #suspend}. */
    public synchronized void resolve() {
        unresolved--;
        distrust();
    }

    /** The present lineage; 0 for none. */
    public long lineage() {
        return lineage;
    }

    /** The certificate counter last seen; -1 for none. */
    public long counter() {
        return counter;
    }

    /** How long the lease still runs; zero if it does not. */
    public Duration leaseLeft() {
        return Duration.ofNanos(Math.max(0, leaseUntil - ticker.nanos()));
    }

    /** How far behind this instance's proven knowledge is; negative if nothing was ever proven. */
    public Duration behind() {
        return asOf == Certificates.UNKNOWN ? Duration.ofNanos(-1) : Duration.ofNanos(ticker.nanos() - asOf);
    }

    /** The promise: how old a stale answer may be at the most. */
    public Duration bound() {
        return Duration.ofNanos(boundNanos);
    }

    /** How many tags it remembers a bump of. */
    public synchronized int knownTags() {
        return bumps.size();
    }

    /** What became of a poll. */
    public enum Applied {
        /** Not certified, or of a lineage that is over. */
        IGNORED,
        /** There is more to fetch. */
        PARTLY,
        /** Everything known there is known here. */
        WHOLLY
    }
}
