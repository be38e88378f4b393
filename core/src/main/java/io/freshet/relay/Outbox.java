package io.freshet.relay;

import io.freshet.change.ChangeSet;

import java.util.List;

/**
 * Where the tags of committed transactions wait: what a database with triggers or in-process capture offers the relay. Calls block on
 * the database and throw {@link OutboxException}. Used by one thread at a time, but for {@link #cycles}, {@link #directReads} and {@link
 * #readDirectly}, each of which another thread may call meanwhile.
 */
public interface Outbox extends AutoCloseable {

    /**
     * Notes for all to see at once that a relay which reaches the shared tier begins a cycle, as {@link #cycles} tells, and then reads as {@link #read} does.
     *
     * <p>In the model: {@code BeginCycle}, {@code ReadOutbox}.
     *
     * @param sinceSnapshot as there
     */
    Batch beginCycle(String sinceSnapshot);

    /**
     * How many cycles have begun, by whichever instance's relay. A writer that cannot reach the shared tier asks, after its commit, whether
     * anybody else can: while this number stands still nobody gets a certificate, and leases end. May be called by any thread at any time.
     */
    long cycles();

    /**
     * A snapshot, what is visible in it but was not in an earlier one, and whether that is all there was, read in one statement.
     *
     * <p>In the model: {@code ReadOutbox}.
     *
     * @param sinceSnapshot an earlier {@link Batch#snapshot()}; empty for none, which answers no changes
     * @throws OutboxException also for a snapshot that cannot be one of this database: see {@link #reachesBackTo}
     */
    Batch read(String sinceSnapshot);

    /**
     * The same for an instance that the shared tier does not answer. First counts, for all to see at once, that somebody reads directly, and
     * then reads as {@link #read} does.
     *
     * <p>In the model: {@code FreshetDirect!Tick}, {@code FreshetDirect!Snapshot}.
     *
     * @param sinceSnapshot an earlier {@link Batch#snapshot()}; never empty
     * @throws OutboxException also if the outbox does not reach back to that snapshot
     */
    Batch readDirectly(String sinceSnapshot);

    /** How many direct reads have begun, by whichever instance. May be called by any thread at any time. */
    long directReads();

    /** Whether changes are kept at all, so that lost bumps can be made again. */
    boolean keepsChanges();

    /**
     * Keeps a change that no transaction has, in a transaction of its own, and answers it under that. May be called by any thread.
     *
     * @throws OutboxException if it could not be kept
     */
    ChangeSet keep(ChangeSet change);

    /** Whether no row that the snapshot does not show has been deleted already. */
    boolean reachesBackTo(String snapshot);

    /** A lineage that was never handed out before, greater than the one given. */
    long nextLineage(long above);

    /** Deletes what is certified and older than the time for which rows are kept. */
    void trim(String certifiedSnapshot);

    /** What a person reads of where this is. */
    String description();

    @Override
    void close();

    /** No outbox: nothing to replay, so that a bump that fails is only retried by the process that made it. */
    static Outbox none() {
        return NoOutbox.INSTANCE;
    }

    /**
     * What was read.
     *
     * @param snapshot the database's name of what it has shown; never empty
     * @param reaches whether no row that the earlier snapshot does not show had been deleted by then; true if there was none
     * @param oldestRunning the number of the oldest transaction that the snapshot does not show as ended
     * @param next a number above those of all transactions that had begun to write when it was taken; only {@link #readDirectly} promises that
     * @param changes one change set for each transaction
     */
    record Batch(String snapshot, boolean reaches, long oldestRunning, long next, List<ChangeSet> changes) {

        /** Copies. */
        public Batch {
            changes = List.copyOf(changes);
        }
    }
}
