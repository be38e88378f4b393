package io.freshet.entry;

/**
 * When an entry is to be refreshed, expires, and is of no use any more; monotonic instants of one instance. Immutable.
 *
 * @param dueNanos from then on a read that is served looks whether the entry should be refreshed; not after it expires
 * @param spreadNanos by how much, on average, a read may draw the refresh forward; 0 for not at all
 * @param refreshNanos from then on the next read refreshes it
 * @param expiresNanos from then on it is expired
 * @param discardNanos from then on it is of no use at all
 */
public record Lifetime(long dueNanos, long spreadNanos, long refreshNanos, long expiresNanos, long discardNanos) {

    /** It is loaded again when it has expired, and not before. */
    public static Lifetime until(long expiresNanos, long discardNanos) {
        return new Lifetime(expiresNanos, 0, expiresNanos, expiresNanos, discardNanos);
    }
}
