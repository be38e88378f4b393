package io.freshet.simulation;

import io.freshet.read.CachePolicy;
import io.freshet.read.Consistency;

import java.time.Duration;

/** The kinds of caches that rows are read through. */
enum CacheKind {
    /** L2 only. */
    SHARED(plain().withLocalMaximum(0)),
    /** L1 and L2. */
    BOTH(plain()),
    /** L1 only. */
    LOCAL(plain().withRemote(false)),
    /** Each read is confirmed in the shared tier. */
    STRICT(plain().withConsistency(Consistency.STRICT)),
    /** Loads may read a lagging copy of the database. */
    REPLICA(plain().withFromReplica(true)),
    /** Both. */
    STRICT_REPLICA(plain().withConsistency(Consistency.STRICT).withFromReplica(true)),
    /** Expires soon, and is served for longer if its loader fails. */
    ON_ERROR(plain().withTimeToLive(Duration.ofMillis(300)).withStaleOnError(Duration.ofHours(1))),
    /** The same, strict. */
    STRICT_ON_ERROR(plain().withTimeToLive(Duration.ofMillis(300))
            .withStaleOnError(Duration.ofHours(1))
            .withConsistency(Consistency.STRICT)),
    /** Refreshed in the background while it is served. */
    REFRESHED(plain().withExpiry(
                    expiry -> expiry.withSoftTimeToLive(Duration.ofMillis(200)).withRetryPause(Duration.ofMillis(20)))),
    /** The same, strict, at random times, and L2 only. */
    STRICT_REFRESHED(plain().withLocalMaximum(0)
            .withConsistency(Consistency.STRICT)
            .withExpiry(expiry -> expiry.withTimeToLive(Duration.ofMillis(300))
                    .withEarlyRefresh(10)
                    .withRetryPause(Duration.ofMillis(20)))),
    /** Expires soon; whose load takes long is answered with what has expired, or not at all. */
    IMPATIENT(impatient()),
    /** The same, strict. */
    STRICT_IMPATIENT(impatient().withConsistency(Consistency.STRICT)),
    /** What no table tells: invalidated by hand. */
    BY_HAND(plain());

    private final CachePolicy policy;

    CacheKind(CachePolicy policy) {
        this.policy = policy;
    }

    private static CachePolicy plain() {
        return CachePolicy.of(Duration.ofHours(1)).withLocalMaximum(100);
    }

    private static CachePolicy impatient() {
        return plain().withTimeToLive(Duration.ofMillis(300))
                .withStaleOnError(Duration.ofHours(1))
                .withExpiry(expiry -> expiry.withRetryPause(Duration.ofMillis(20)))
                .withLoads(
                        loads -> loads.withSoftTimeout(Duration.ofMillis(5)).withHardTimeout(Duration.ofMillis(400)));
    }

    CachePolicy policy() {
        return policy;
    }

    boolean isStrict() {
        return policy.isStrict();
    }
}
