package io.freshet.read;

import io.freshet.annotation.Observe;

import java.time.Duration;

/**
 * How one cache behaves.
 *
 * @param timeToLive how long an entry may be served at the most
 * @param staleOnError for how long after that an entry that nothing invalidated may be served if the loader fails; zero for never
 * @param localMaximum how many entries L1 keeps; 0 for no L1
 * @param remote whether entries are kept in L2
 * @param shared whether all tenants share the entries
 * @param concurrentLoads how many loads may run at once on one instance
 * @param consistency how it makes sure that what it serves is true
 * @param oneLoadInFleet whether instances wait for each other's loads of a key; needs L2
 * @param fromReplica whether its loads may read a replica of the database, where the instance knows one
 * @param observe whether what its loads read becomes what its entries depend on
 */
public record CachePolicy(
        Duration timeToLive,
        Duration staleOnError,
        long localMaximum,
        boolean remote,
        boolean shared,
        int concurrentLoads,
        Consistency consistency,
        boolean oneLoadInFleet,
        boolean fromReplica,
        Observe observe) {

    /** What a cache does of which nothing but the time to live is said. */
    public static CachePolicy of(Duration timeToLive) {
        return new CachePolicy(
                timeToLive, Duration.ZERO, 10_000, true, false, 16, Consistency.BOUNDED, true, false, Observe.AUTO);
    }

    /** Checks. */
    public CachePolicy {
        if (timeToLive.isNegative() || timeToLive.isZero()) {
            throw new IllegalArgumentException("The time to live must be positive, but is " + timeToLive);
        }
        if (staleOnError.isNegative()) {
            throw new IllegalArgumentException("The time to serve expired values on error must not be negative");
        }
        if (localMaximum < 0 || concurrentLoads < 1) {
            throw new IllegalArgumentException("L1 holds no fewer than 0 entries, and at least 1 load runs at once");
        }
    }

    /** After which time an entry is of no use at all. */
    public Duration keep() {
        return timeToLive.plus(staleOnError);
    }

    /** Whether each read asks the shared tier. */
    public boolean isStrict() {
        return consistency == Consistency.STRICT;
    }

    /** The same with another time to live. */
    public CachePolicy withTimeToLive(Duration other) {
        return new CachePolicy(
                other,
                staleOnError,
                localMaximum,
                remote,
                shared,
                concurrentLoads,
                consistency,
                oneLoadInFleet,
                fromReplica,
                observe);
    }

    /** The same with another time to serve expired values on error. */
    public CachePolicy withStaleOnError(Duration other) {
        return new CachePolicy(
                timeToLive,
                other,
                localMaximum,
                remote,
                shared,
                concurrentLoads,
                consistency,
                oneLoadInFleet,
                fromReplica,
                observe);
    }

    /** The same with another size of L1. */
    public CachePolicy withLocalMaximum(long other) {
        return new CachePolicy(
                timeToLive,
                staleOnError,
                other,
                remote,
                shared,
                concurrentLoads,
                consistency,
                oneLoadInFleet,
                fromReplica,
                observe);
    }

    /** The same with or without L2. */
    public CachePolicy withRemote(boolean other) {
        return new CachePolicy(
                timeToLive,
                staleOnError,
                localMaximum,
                other,
                shared,
                concurrentLoads,
                consistency,
                oneLoadInFleet,
                fromReplica,
                observe);
    }

    /** The same, shared by all tenants or not. */
    public CachePolicy withShared(boolean other) {
        return new CachePolicy(
                timeToLive,
                staleOnError,
                localMaximum,
                remote,
                other,
                concurrentLoads,
                consistency,
                oneLoadInFleet,
                fromReplica,
                observe);
    }

    /** The same with another limit of concurrent loads. */
    public CachePolicy withConcurrentLoads(int other) {
        return new CachePolicy(
                timeToLive,
                staleOnError,
                localMaximum,
                remote,
                shared,
                other,
                consistency,
                oneLoadInFleet,
                fromReplica,
                observe);
    }

    /** The same with another consistency. */
    public CachePolicy withConsistency(Consistency other) {
        return new CachePolicy(
                timeToLive,
                staleOnError,
                localMaximum,
                remote,
                shared,
                concurrentLoads,
                other,
                oneLoadInFleet,
                fromReplica,
                observe);
    }

    /** The same, with one load of a key in the whole fleet or one on each instance. */
    public CachePolicy withOneLoadInFleet(boolean other) {
        return new CachePolicy(
                timeToLive,
                staleOnError,
                localMaximum,
                remote,
                shared,
                concurrentLoads,
                consistency,
                other,
                fromReplica,
                observe);
    }

    /** The same, with loads that may read a replica or not. */
    public CachePolicy withFromReplica(boolean other) {
        return new CachePolicy(
                timeToLive,
                staleOnError,
                localMaximum,
                remote,
                shared,
                concurrentLoads,
                consistency,
                oneLoadInFleet,
                other,
                observe);
    }

    /** The same, with what its loads read as what its entries depend on, or not. */
    public CachePolicy withObserve(Observe other) {
        return new CachePolicy(
                timeToLive,
                staleOnError,
                localMaximum,
                remote,
                shared,
                concurrentLoads,
                consistency,
                oneLoadInFleet,
                fromReplica,
                other);
    }
}
