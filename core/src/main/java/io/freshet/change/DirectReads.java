package io.freshet.change;

/**
 * How often instances that are cut off from the shared tier had asked the outbox by themselves, as a transaction saw it right before its
 * commit.
 *
 * @param count so far, by all instances; negative if nobody can
 * @param askedNanos the instant before the transaction asked, by {@link System#nanoTime}
 */
public record DirectReads(long count, long askedNanos) {

    private static final DirectReads NONE = new DirectReads(-1, 0);

    /** There is no outbox that an instance could ask. */
    public static DirectReads none() {
        return NONE;
    }

    /** Whether the transaction has asked. */
    public boolean isCounted() {
        return count >= 0;
    }
}
