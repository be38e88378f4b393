package io.freshet.spring.observe;

import io.freshet.FreshetStatus;
import io.freshet.relay.DirectReader;

import java.time.Duration;

/**
 * How old the oldest stale answer can be that an instance may give at this moment.
 *
 * <p>With a lease, that is the age of its proven knowledge: every write that was committed before is known to it. While the shared tier
 * answers, certificates prove it; while the instance relies on the outbox, its last look there does, and what is proven later counts. Without
 * a lease nothing is served from the cache, and what loaders answer is not stale: zero. Never more than the bound.
 */
public final class Promise {

    private Promise() {}

    /** The age of what it might serve; zero without a lease, and never more than the bound. */
    public static Duration of(FreshetStatus status) {
        if (!status.leaseRuns()) {
            return Duration.ZERO;
        }
        Duration leaseLeft = status.leaseLeft();
        Duration certified = status.bound().minus(status.behind());
        boolean restsOnOutbox = status.direct() && (status.behind().isNegative() || certified.compareTo(leaseLeft) < 0);
        Duration age = restsOnOutbox ? DirectReader.lease(status.bound()).minus(leaseLeft) : status.behind();
        return least(age.isNegative() ? Duration.ZERO : age, status.bound());
    }

    private static Duration least(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
