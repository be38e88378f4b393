package io.freshet.entry;

import java.util.Arrays;

/**
 * As of when something was loaded: the sequence number of each partition that the instance knew before the load began, and how much it had
 * learned from the outbox by itself. Immutable; the array is not to be written.
 *
 * @param seqs one number for each partition; {@link #NONE} where nothing is known, or where the entry has no tag
 * @param direct how many direct reads of the outbox had brought news; means something on the instance that made the stamp only
 */
public record Stamp(long[] seqs, long direct) {

    /** The number of a partition of which nothing is known: what is loaded under it is never valid. */
    public static final long NONE = -1;

    /** Nothing is known of any partition. */
    public static Stamp none(int partitions) {
        long[] seqs = new long[partitions];
        Arrays.fill(seqs, NONE);
        return new Stamp(seqs, 0);
    }

    /** The number in one partition. */
    public long of(int partition) {
        return seqs[partition];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Stamp that && Arrays.equals(seqs, that.seqs) && direct == that.direct;
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(seqs) + Long.hashCode(direct);
    }

    @Override
    public String toString() {
        return Arrays.toString(seqs) + (direct == 0 ? "" : " direct " + direct);
    }
}
