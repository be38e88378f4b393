package io.freshet.invalidate;

import io.freshet.change.ChangeSet;
import io.freshet.change.DirectReads;
import io.freshet.freshness.Ticker;

import java.time.Duration;

/**
 * Whether instances that are cut off from the shared tier may be serving from what they read in the outbox: the writer's side of {@link
 * io.freshet.relay.DirectReader}. Thread-safe.
 *
 * <p>Such instances count their reads in the database, and a transaction looks at the count right before it commits. If it had not moved
 * for as long as such a lease lasts, there were none then, and one that begins later waits for this transaction. A little is added for clocks that run differently.
 */
final class DirectReaders {

    private static final Duration MARGIN = Duration.ofMillis(10);

    private final Ticker ticker;
    private final Duration lease;
    private boolean counted;
    private long count;
    private long since;

    /** Nothing is known yet. */
    DirectReaders(Duration lease, Ticker ticker) {
        this.ticker = ticker;
        this.lease = lease.plus(lease.dividedBy(20)).plus(MARGIN);
    }

    /**
     * For how long after its commit the writer of a change must wait for direct leases to end; zero if there can be none.
     * In the model: {@code FreshetDirect!Observe}, {@code FreshetDirect!Acknowledge}.
     */
    synchronized Duration leasesAfter(ChangeSet change) {
        DirectReads seen = change.directReads();
        if (!seen.isCounted()) {
            return Duration.ZERO;
        }
        if (!counted || seen.count() != count) {
            counted = true;
            count = seen.count();
            since = ticker.nanos();
        }
        return seen.askedNanos() - since < lease.toNanos() ? lease : Duration.ZERO;
    }
}
