package io.freshet.remote;

import io.freshet.change.ChangeSet;
import io.freshet.change.TransactionId;
import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * The shared tier's sequence: it numbers bumps, hands them out in order, and says whether it can be trusted to have them all.
 *
 * <p>A sequence number is {@code lineage * 2^31 + n}. Lineages tell a sequencer that may have forgotten from one that has not; only
 * {@link #recover} begins a new one. All methods are atomic on the server, thread-safe, and never block; their stages complete
 * exceptionally with {@link RemoteException}, and {@link #bump} with {@link UncertifiedException} where no sequence exists.
 *
 * <p>The source of the mechanism is {@code docs/concepts/protocol.md}.
 */
public interface Sequencer {

    /** Bits of a sequence number below its lineage. */
    int LINEAGE_SHIFT = 31;

    /** The first number of a lineage. */
    static long firstOf(long lineage) {
        return lineage << LINEAGE_SHIFT;
    }

    /** The lineage of a number. */
    static long lineageOf(long seq) {
        return seq >> LINEAGE_SHIFT;
    }

    /**
     * Raises all tags to one new number, notes the transaction as done in this lineage, and tells every instance.
     *
     * @param change what to raise, 1,000 tags at the most
     */
    CompletionStage<Bumped> bump(ChangeSet change);

    /** What is new since a number, and tells the server that this instance has applied everything up to it. */
    CompletionStage<Poll> poll(PollRequest request);

    /** The number of the last bump of each tag, in order, never less than the floor. Empty if the sequencer is not certified. */
    CompletionStage<long[]> validate(long[] tags);

    /** What the relay needs to know before a cycle. */
    CompletionStage<Head> head();

    /**
     * Begins a lineage: the sequence jumps to its first number, the certificate is cleared in the same step, noted transactions and
     * members are forgotten. Does nothing if the present lineage is that one or a later one.
     *
     * @param replay whether the bumps that may be missing will be made again from the certified snapshot, which then stays; otherwise, or
     *     if the server holds no snapshot or no sequence, it is cleared and every earlier stamp becomes worthless (floor)
     */
    CompletionStage<@Nullable Void> recover(long lineage, boolean replay);

    /** Which of the transactions are noted as done in the present lineage. */
    CompletionStage<Set<TransactionId>> done(Collection<TransactionId> transactions);

    /** Certifies a snapshot if nothing has changed since {@code head}; answers whether it did. Trims what is no longer needed. */
    CompletionStage<Boolean> certify(Certificate certificate);

    /** Hears bumps as they happen, as a nudge only: messages may be lost, doubled or reordered. Ends when the sequencer is closed. */
    void onNudge(Consumer<Nudge> listener);

    /**
     * What a bump answers.
     *
     * @param seq the number that the tags were raised to
     * @param others how many other instances may hold a lease; -1 if that cannot be known yet
     */
    record Bumped(long seq, int others) {}

    /**
     * What a poll asks.
     *
     * @param instance who asks
     * @param since the number up to which the instance has applied every bump
     * @param leaseMillis how long after this poll its lease may run at the most
     * @param fleet whether to compute {@link Poll#fleet()}
     */
    record PollRequest(String instance, long since, long leaseMillis, boolean fleet) {}

    /**
     * What a poll answers.
     *
     * @param certified whether the server is master, holds a certificate of its own, and its sequence is of the lineage it names
     * @param lineage the present lineage
     * @param counter the number of certificates given
     * @param floor stamps below are worthless
     * @param top the highest number given out
     * @param bumps the last bump of each tag raised after {@code since}, in the order of their numbers
     * @param more whether there are more, above the last of {@code bumps}
     * @param fleet the number up to which every other instance that may hold a lease has applied; -1 if not asked or not known
     */
    record Poll(
            boolean certified,
            long lineage,
            long counter,
            long floor,
            long top,
            List<Bump> bumps,
            boolean more,
            long fleet) {}

    /**
     * One tag's last bump.
     *
     * @param tag the tag's hash
     * @param seq the number it was raised to
     */
    record Bump(long tag, long seq) {}

    /**
     * The relay's view.
     *
     * @param certified as in {@link Poll}
     * @param counter certificates given so far
     * @param serverId the server's replication id
     * @param lineage the lineage, 0 if none
     * @param top the highest number given out, 0 if none
     * @param snapshot the certified snapshot, empty if none
     */
    record Head(boolean certified, long counter, String serverId, long lineage, long top, String snapshot) {}

    /**
     * A claim that all bumps of a snapshot have been made.
     *
     * @param counter the counter that {@code head} told
     * @param serverId the replication id that {@code head} told
     * @param lineage the lineage that the bumps were made in
     * @param snapshot the database's snapshot
     * @param oldestRunning transactions below this number never need to be noted as done again
     */
    record Certificate(long counter, String serverId, long lineage, String snapshot, long oldestRunning) {}

    /**
     * A bump heard as it happened.
     *
     * @param seq its number
     * @param tags what it raised
     */
    record Nudge(long seq, long[] tags) {}
}
