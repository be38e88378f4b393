package io.freshet.freshness;

import io.freshet.entry.Entry;
import io.freshet.entry.Stamp;
import io.freshet.remote.Partitions;
import io.freshet.remote.Sequencer;
import io.freshet.remote.Sequencer.Bumped;
import io.freshet.remote.Sequencer.Poll;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

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
 * <p>Each partition has a lease of its own, and an entry needs those of the partitions that its tags belong to. While the shared tier does
 * not answer, the instance may ask the outbox itself ({@link #learned}); such a lease covers all partitions.
 *
 * <p>Sources: Gray and Cheriton, Leases (1989); Ports et al., TxCache (OSDI 2010). The whole is in {@code docs/concepts/protocol.md}.
 */
public final class Freshness {

    private final Duration bound;
    private final Ticker ticker;
    private final Partition[] partitions;
    private final DirectNews direct = new DirectNews();

    private volatile Stamp stamp;
    private volatile long state;
    private volatile Moment lease;
    private Moment distrusted;

    /**
     * Knows nothing yet, of one partition.
     *
     * @param bound how old a stale answer may be at the most
     */
    public Freshness(Duration bound, Ticker ticker) {
        this(1, bound, ticker);
    }

    /**
     * Knows nothing yet.
     *
     * @param partitions of the shared tier
     * @param bound how old a stale answer may be at the most
     */
    public Freshness(int partitions, Duration bound, Ticker ticker) {
        this.bound = bound;
        this.ticker = ticker;
        this.lease = ticker.now();
        this.distrusted = lease;
        this.stamp = Stamp.none(partitions);
        this.partitions = new Partition[partitions];
        for (int i = 0; i < partitions; i++) {
            this.partitions[i] = new Partition(bound, lease);
        }
    }

    /** What to stamp a load with that begins now. */
    public Stamp stamp() {
        return stamp;
    }

    /** The number up to which everything of a partition is known; {@link Stamp#NONE} for nothing. */
    public long seq(int partition) {
        return stamp.of(partition);
    }

    /** Whether the leases of all partitions run, or one that rests on the outbox. */
    public boolean hasLease() {
        return lease.isAhead(ticker.nanos(), ticker.wallMillis());
    }

    /** Whether the lease of any partition runs, so that it is of use to ask the shared tier. */
    public boolean hasSharedLease() {
        long now = ticker.nanos();
        long wall = ticker.wallMillis();
        for (Partition partition : partitions) {
            if (partition.lease().isAhead(now, wall)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the entry may be served, expiry apart. Costs a few comparisons while nothing was invalidated since it was last asked. */
    public boolean isValid(Entry entry) {
        return isValid(entry, ticker.soon());
    }

    /** The same, for a caller who has just looked at the clocks: at {@link Ticker#soon}. In the model: {@code Valid}. */
    public boolean isValid(Entry entry, Moment now) {
        long nowNanos = now.nanos();
        long wall = now.wallMillis();
        if (!lease.isAhead(nowNanos, wall) && !hasLeaseOf(entry.tags(), nowNanos, wall)) {
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

    private boolean hasLeaseOf(long[] tags, long nowNanos, long wallMillis) {
        if (partitions.length == 1) {
            return false; // its lease is the one that has just been asked for
        }
        for (long tag : tags) {
            if (!partitionOf(tag).lease().isAhead(nowNanos, wallMillis)) {
                return false;
            }
        }
        return true;
    }

    private Partition partitionOf(long tag) {
        return partitions[Partitions.of(tag, partitions.length)];
    }

    /**
     * Whether nothing is known to have raised any of the tags since the stamp, whether or not a lease runs. What has no tag could never be
     * invalidated: it is not trusted. What was read directly is asked first: it is forgotten once the partitions know it.
     */
    public boolean isUntouched(Stamp since, long[] tags) {
        if (tags.length == 0 || !direct.isUntouched(since.direct(), tags)) {
            return false;
        }
        for (long tag : tags) {
            int partition = Partitions.of(tag, partitions.length);
            if (!partitions[partition].isUntouched(since.of(partition), tag)) {
                return false;
            }
        }
        return true;
    }

    /** Those of the tags that are known to have been raised since the stamp, each with the number that it was last raised to. */
    public Map<Long, Long> raisedSince(Stamp since, long[] tags) {
        Map<Long, Long> raised = new HashMap<>();
        for (long tag : tags) {
            int partition = Partitions.of(tag, partitions.length);
            long number = partitions[partition].raisedTo(tag);
            if (number > since.of(partition)) {
                raised.put(tag, number);
            }
        }
        return raised;
    }

    /** Whether the stamp was made before anything was known of some partition that the tags belong to. */
    public boolean isUnknown(Stamp since, long[] tags) {
        for (long tag : tags) {
            if (since.of(Partitions.of(tag, partitions.length)) == Stamp.NONE) {
                return true;
            }
        }
        return false;
    }

    /** Takes in one bump, made here or heard of. Answers whether everything before it was known, so that no poll is needed. */
    public synchronized boolean bumped(int partition, long seq, long[] tags) {
        boolean isNext = partitions[partition].bumped(seq, tags, partition, partitions.length);
        changed();
        return isNext;
    }

    /** Takes in a bump that this instance has made. One that had been made before has another number, which is not known here. */
    public synchronized void made(int partition, Bumped bumped, long[] tags) {
        if (Sequencer.lineageOf(bumped.seq()) < partitions[partition].lineage()) {
            // a server with an older history has numbered it: the number is below what it should invalidate here
            distrust(partition);
        }
        if (bumped.isNew()) {
            partitions[partition].bumped(bumped.seq(), tags, partition, partitions.length);
        } else {
            partitions[partition].raised(bumped.seq(), tags);
        }
        changed();
    }

    /**
     * Takes in the answer to a poll.
     *
     * <p>In the model: {@code Receive}, {@code FreshetDirect!Poll}.
     *
     * @param asked the instant before the poll was sent
     */
    public synchronized Applied apply(int partition, Moment asked, Poll poll) {
        Applied applied = partitions[partition].apply(asked, poll);
        if (applied == Applied.IGNORED) {
            return applied;
        }
        Moment proven = asOf();
        if (proven != null) {
            direct.proven(proven);
        }
        if (!poll.bumps().isEmpty() || !isStamped()) {
            changed();
        }
        renewLease();
        return applied;
    }

    private boolean isStamped() {
        for (int i = 0; i < partitions.length; i++) {
            if (stamp.of(i) != partitions[i].seq()) {
                return false;
            }
        }
        return stamp.direct() == direct.number();
    }

    /**
     * Only when all is in place: whoever reads the new state must find every bump that it stands for. The stamp comes last: who is told by it
     * that a number is known here (a writer that waits for the fleet, a session) must not find an entry that was valid in the state before.
     */
    private synchronized void changed() {
        long[] seqs = new long[partitions.length];
        for (int i = 0; i < seqs.length; i++) {
            seqs[i] = partitions[i].seq();
        }
        state++;
        stamp = new Stamp(seqs, direct.number());
    }

    private void renewLease() {
        Moment earliest = partitions[0].lease();
        for (Partition partition : partitions) {
            earliest = earliest.earlier(partition.lease());
        }
        Moment own = direct.lease();
        lease = own == null ? earliest : earliest.later(own);
    }

    /**
     * Takes in what the outbox said when it was asked directly.
     *
     * <p>In the model: {@code FreshetDirect!Receive}.
     *
     * @param asked the instant before it was asked
     * @param news the tags of what was committed since it was last asked, or since {@link #snapshots()}
     * @param leaseFor how long after {@code asked} it may be relied on; zero if not yet
     */
    public synchronized void learned(Moment asked, List<long[]> news, Duration leaseFor) {
        direct.learned(ticker.now(), news);
        if (leaseFor.isZero() || isSuspended() || asked.isBefore(distrusted)) {
            direct.endLease();
        } else {
            direct.lease(asked.plus(leaseFor));
        }
        changed();
        renewLease();
    }

    private boolean isSuspended() {
        for (Partition partition : partitions) {
            if (partition.isSuspended()) {
                return true;
            }
        }
        return false;
    }

    /** Database snapshots that together leave out nothing which is not known here; empty if there is none. */
    public synchronized Set<String> snapshots() {
        Set<String> all = new TreeSet<>();
        for (Partition partition : partitions) {
            all.add(partition.snapshot());
        }
        return all.contains("") ? Set.of() : all;
    }

    /** The database snapshot certified last in all partitions, with the numbers that it is known to show; null if they differ. */
    public synchronized @Nullable ShownSnapshot shownSnapshot() {
        Set<String> all = snapshots();
        if (all.size() != 1) {
            return null;
        }
        long[] seqs = new long[partitions.length];
        for (int i = 0; i < seqs.length; i++) {
            seqs[i] = partitions[i].snapshotSeq();
        }
        return new ShownSnapshot(
                all.iterator().next(), new Stamp(seqs, 0)); // it may lack all that was learned directly
    }

    /** What a session that reads or writes here has seen by now. */
    public synchronized SessionToken token() {
        long[] seqs = new long[partitions.length];
        boolean settled = true;
        for (int i = 0; i < seqs.length; i++) {
            seqs[i] = partitions[i].highest();
            settled &= partitions[i].isSettled();
        }
        return new SessionToken(seqs, settled);
    }

    /** Whether all that a session has seen is known here. */
    public boolean knows(SessionToken token) {
        if (!token.isSettled() || token.seqs().length != partitions.length) {
            return false;
        }
        Stamp known = stamp;
        for (int i = 0; i < partitions.length; i++) {
            if (known.of(i) < token.seqs()[i]) {
                return false;
            }
        }
        return true;
    }

    /** Ends the lease of a partition until it is proven that all is known which was committed before now: a bump of it failed here. */
    public synchronized void distrust(int partition) {
        distrusted = ticker.now();
        partitions[partition].distrust(distrusted);
        direct.endLease();
        renewLease();
    }

    /** Holds the lease of a partition back until {@link #resolve} was called as often: a bump that no outbox keeps waits to be made. */
    public synchronized void suspend(int partition) {
        distrusted = ticker.now();
        partitions[partition].suspend(distrusted);
        direct.endLease();
        renewLease();
    }

    /** The counterpart of {@link #suspend}. */
    public synchronized void resolve(int partition) {
        partitions[partition].resolve(ticker.now());
        renewLease();
    }

    /** How many partitions there are. */
    public int partitions() {
        return partitions.length;
    }

    /** The present lineage of a partition; 0 for none. */
    public long lineage(int partition) {
        return partitions[partition].lineage();
    }

    /** The certificate counter last seen of a partition; -1 for none. */
    public long counter(int partition) {
        return partitions[partition].counter();
    }

    /** How long it may go on without hearing anything; zero if it has no lease. */
    public Duration leaseLeft() {
        return Duration.ofNanos(Math.max(0, lease.nanos() - ticker.nanos()));
    }

    /** Whether the lease rests on the outbox alone, because the shared tier does not answer. */
    public boolean isDirect() {
        Moment own = direct.lease();
        return own != null && own.isAhead(ticker.nanos(), ticker.wallMillis());
    }

    /** How far behind its knowledge of the shared tier is that is proven; negative if nothing was ever proven. */
    public Duration behind() {
        Moment proven = asOf();
        return proven == null ? Duration.ofNanos(-1) : Duration.ofNanos(ticker.nanos() - proven.nanos());
    }

    /** As of when everything is proven to be known of all partitions; null for never. */
    @Nullable
    Moment asOf() {
        Moment earliest = null;
        for (Partition partition : partitions) {
            Moment proven = partition.asOf();
            if (proven == null) {
                return null;
            }
            earliest = earliest == null ? proven : earliest.earlier(proven);
        }
        return earliest;
    }

    /** The promise: how old a stale answer may be at the most. */
    public Duration bound() {
        return bound;
    }

    /** How many tags it remembers a bump of. */
    public synchronized int knownTags() {
        int known = 0;
        for (Partition partition : partitions) {
            known += partition.knownTags();
        }
        return known;
    }

    /**
     * A snapshot of the database and what it is known to show.
     *
     * @param snapshot as the outbox names it
     * @param shows it shows every commit that was numbered up to here
     */
    public record ShownSnapshot(String snapshot, Stamp shows) {}

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
