package io.freshet.freshness;

import org.jspecify.annotations.Nullable;

/**
 * What this instance learned from the outbox by itself while the shared tier did not answer. Written under the lock of its {@link
 * Freshness}; read without.
 *
 * <p>Such news has no number of the shared sequence, so it is numbered here: an entry remembers in its stamp how much was known, and is
 * invalid if a later number raised one of its tags. Once certificates prove that the shared sequence has everything, the news is forgotten.
 */
final class DirectNews {

    private volatile BumpMap bumps = new BumpMap();
    private volatile long number;
    private volatile @Nullable Moment lease;
    private @Nullable Moment newsAsOf;

    /** Whether no later news than the stamp's touches any of the tags. */
    boolean isUntouched(long stamp, long[] tags) {
        if (stamp == number) {
            return true;
        }
        BumpMap known = bumps;
        for (long tag : tags) {
            if (known.get(tag) > stamp) {
                return false;
            }
        }
        return true;
    }

    /** Takes in news that had arrived at a moment. */
    void learned(Moment arrived, Iterable<long[]> news) {
        long next = number + 1;
        boolean isNew = false;
        for (long[] tags : news) {
            for (long tag : tags) {
                bumps.raise(tag, next, 0);
                isNew = true;
            }
        }
        if (isNew) {
            number = next;
            newsAsOf = arrived;
        }
    }

    void lease(Moment until) {
        lease = until;
    }

    void endLease() {
        lease = null;
    }

    @Nullable
    Moment lease() {
        return lease;
    }

    /** The shared sequence is proven to have everything that was committed before a moment. In the model: {@code FreshetDirect!Poll}. */
    void proven(Moment asOf) {
        if (newsAsOf != null && newsAsOf.isBefore(asOf)) {
            bumps = new BumpMap();
            newsAsOf = null;
        }
    }

    long number() {
        return number;
    }
}
