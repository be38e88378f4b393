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
 * One partition of the shared tier's sequence: it numbers the bumps of its tags, hands them out in order, and says whether it can be trusted
 * to have them all. Partitions know nothing of each other; {@link Partitions} tells which tag belongs to which.
 *
 * <p>A sequence number is {@code lineage * 2^31 + n}. Lineages tell a sequencer that may have forgotten from one that has not; only
 * {@link #recover} begins a new one. All methods are atomic on the server, thread-safe, and never block; their stages complete
 * exceptionally with {@link RemoteException}, and whatever bumps with {@link UncertifiedException} where the sequence cannot be trusted.
 *
 * <p>The source of the mechanism is {@code docs/concepts/protocol.md}.
 */
public interface Sequencer {

    /** Bits of a sequence number below its lineage. */
    int LINEAGE_SHIFT = 31;

    /** The most tags that one bump raises; who has more bumps in parts. */
    int MOST_TAGS = 1_000;

    /** The first number of a lineage. */
    static long firstOf(long lineage) {
        return lineage << LINEAGE_SHIFT;
    }

    /** The lineage of a number. */
    static long lineageOf(long seq) {
        return seq >> LINEAGE_SHIFT;
    }

    /**
     * Raises all tags to one new number, notes the transaction as done in this lineage, and tells every instance. A transaction that is
     * noted already raises nothing, so that relay and writer together never invalidate twice; the answer is then the present number.
     *
     * <p>This is the bump of a writer. A server that is not certified refuses it: it may have forgotten numbers, and would give them out
     * once more.
     *
     * @param change what to raise, {@value #MOST_TAGS} tags at the most
     * @param ageMicros how long ago the change was committed; -1 if that is not known
     */
    CompletionStage<Bumped> bump(ChangeSet change, long ageMicros);

    /**
     * The same for a relay, which bumps before it certifies. A server other than that of its {@link #head} refuses it: the certificate would
     * be given to a server that lacks the bump. If another relay has certified since, nothing is raised: this one cannot certify any more, and
     * what the other has noted as done may be forgotten already, so that it would be raised a second time.
     *
     * @param head what {@code head} told
     */
    CompletionStage<Bumped> relay(ChangeSet change, long ageMicros, Head head);

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

    /**
     * Which of the transactions are noted as done in the present lineage. Another server than that of the relay's {@link #head} does not
     * answer: what it knows as done need not be done there.
     *
     * @param serverId the replication id that {@code head} told
     */
    CompletionStage<Set<TransactionId>> done(Collection<TransactionId> transactions, String serverId);

    /** Certifies a snapshot if nothing has changed since {@code head}; answers whether it did. Trims what is no longer needed. */
    CompletionStage<Boolean> certify(Certificate certificate);

    /** Hears bumps as they happen, as a nudge only: messages may be lost, doubled or reordered. Ends when the sequencer is closed. */
    void onNudge(Consumer<Nudge> listener);

    /**
     * What a bump answers.
     *
     * @param seq the number that the tags were raised to; if they had been raised before, the present number, which is not theirs
     * @param others how many other instances may hold a lease; -1 if that cannot be known yet, since the lineage has just begun
     * @param isNew whether this raised them; false if the transaction was noted as done already, or the relay was overtaken
     */
    record Bumped(long seq, int others, boolean isNew) {}

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
     * @param snapshot the database's snapshot that is certified: every bump of it is numbered {@code top} or less
     * @param snapshotSeq a number that was given out before that snapshot was taken: it shows every commit numbered up to there
     * @param serverMicros the server's clock, only to measure how long news took
     * @param ancestors the lineages that the present one goes on from: stamps of any other were given out by a server with another history,
     *     whose numbers say nothing here
     */
    record Poll(
            boolean certified,
            long lineage,
            long counter,
            long floor,
            long top,
            List<Bump> bumps,
            boolean more,
            long fleet,
            String snapshot,
            long snapshotSeq,
            long serverMicros,
            long[] ancestors) {

        /** The answer of a server that cannot be trusted. */
        public static Poll uncertified(long lineage) {
            return new Poll(false, lineage, 0, 0, 0, List.of(), false, -1, "", 0, 0, new long[0]);
        }
    }

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
     * @param top the highest number that {@code head} told, given out before the snapshot was taken
     * @param snapshot the database's snapshot
     * @param oldestRunning transactions below this number never need to be noted as done again
     */
    record Certificate(long counter, String serverId, long lineage, long top, String snapshot, long oldestRunning) {}

    /**
     * A bump heard as it happened.
     *
     * @param seq its number
     * @param tags what it raised
     * @param committedMicros when the change was committed, by the server's clock; -1 if that is not known
     * @param others how many instances besides the one that bumped may hold a lease; -1 if that is not known
     * @param writer the instance whose writer bumped, which is told the number anyway; empty if a relay did, or if it has no name yet
     */
    record Nudge(long seq, long[] tags, long committedMicros, int others, String writer) {}
}
