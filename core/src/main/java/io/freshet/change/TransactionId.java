package io.freshet.change;

/**
 * The database's name of a transaction, with the number of outbox rows that it had when they were read.
 *
 * <p>The count matters: a deferred trigger may add rows while the transaction commits, after the application has read them. The relay
 * takes a transaction as done only if the application made just as many rows effective as the relay sees.
 *
 * @param id the transaction's 64-bit number; 0 for none
 * @param rows how many outbox rows it had
 */
public record TransactionId(long id, int rows) {

    private static final TransactionId NONE = new TransactionId(0, 0);

    /** No transaction that an outbox knows. */
    public static TransactionId none() {
        return NONE;
    }

    /** Whether an outbox holds it. */
    public boolean isRecorded() {
        return id != 0;
    }

    /** Both numbers as they stand in Redis. */
    @Override
    public String toString() {
        return id + ":" + rows;
    }
}
