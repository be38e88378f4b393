package io.freshet.read;

import io.freshet.annotation.Observe;
import io.freshet.load.LoadLimits;
import io.freshet.local.LocalSize;

import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * How one cache behaves. What contradicts itself is found when a cache is made of it: see {@link #mistakes}.
 *
 * @param expiry for how long entries are served, and when they are refreshed
 * @param loads how many loads run at once, and for how long a read waits for one
 * @param local how much L1 holds
 * @param largestValueBytes how large a value may be to be kept at all; 0 for any size
 * @param remote whether entries are kept in L2
 * @param shared whether all tenants share the entries
 * @param consistency how it makes sure that what it serves is true
 * @param oneLoadInFleet whether instances wait for each other's loads of a key; needs L2
 * @param fromReplica whether its loads may read a replica of the database, where the instance knows one
 * @param observe whether what its loads read becomes what its entries depend on
 */
public record CachePolicy(
        Expiry expiry,
        LoadLimits loads,
        LocalSize local,
        long largestValueBytes,
        boolean remote,
        boolean shared,
        Consistency consistency,
        boolean oneLoadInFleet,
        boolean fromReplica,
        Observe observe) {

    /** A hundred years: nanoseconds count to some more. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private static final long LOCAL_MAXIMUM = 10_000;
    private static final int CONCURRENT_LOADS = 16;

    /** What a cache does of which nothing but the time to live is said. */
    public static CachePolicy of(Duration timeToLive) {
        return new CachePolicy(
                Expiry.of(timeToLive),
                LoadLimits.of(CONCURRENT_LOADS),
                LocalSize.of(LOCAL_MAXIMUM),
                0,
                true,
                false,
                Consistency.BOUNDED,
                true,
                false,
                Observe.AUTO);
    }

    /** Checks what stands for itself. */
    public CachePolicy {
        if (expiry.timeToLive().isNegative() || expiry.timeToLive().isZero()) {
            throw new IllegalArgumentException("The time to live must be positive, but is " + expiry.timeToLive());
        }
        if (expiry.staleOnError().isNegative()) {
            throw new IllegalArgumentException("The time to serve expired values on error must not be negative");
        }
        if (expiry.timeToLive().compareTo(LONGEST) > 0 || expiry.staleOnError().compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "The time to live and the time to serve expired values on error are at most " + LONGEST.toDays()
                            + " days, but are " + expiry.timeToLive() + " and " + expiry.staleOnError());
        }
        if (local.maximum() < 0 || loads.concurrent() < 1) {
            throw new IllegalArgumentException("L1 holds no fewer than 0 entries, and at least 1 load runs at once");
        }
    }

    /** Everything in it that cannot be, or contradicts something else in it; empty if nothing does. */
    public List<PolicyMistake> mistakes() {
        return new PolicyChecks(this).mistakes();
    }

    /** How long an entry may be served at the most. */
    public Duration timeToLive() {
        return expiry.timeToLive();
    }

    /** For how long after that it may be served if the loader fails. */
    public Duration staleOnError() {
        return expiry.staleOnError();
    }

    /** How many entries L1 keeps; 0 for no L1. */
    public long localMaximum() {
        return local.maximum();
    }

    /** How many loads may run at once on one instance. */
    public int concurrentLoads() {
        return loads.concurrent();
    }

    /** After which time an entry is of no use at all. */
    public Duration keep() {
        return expiry.keep();
    }

    /** Whether each read asks the shared tier. */
    public boolean isStrict() {
        return consistency == Consistency.STRICT;
    }

    /** Whether the size of values counts. */
    public boolean isWeighing() {
        return largestValueBytes > 0 || local.largestValueBytes() > 0 || local.isByWeight();
    }

    /** The same with other times. */
    public CachePolicy withExpiry(UnaryOperator<Expiry> change) {
        return new CachePolicy(
                change.apply(expiry),
                loads,
                local,
                largestValueBytes,
                remote,
                shared,
                consistency,
                oneLoadInFleet,
                fromReplica,
                observe);
    }

    /** The same with other limits of loads. */
    public CachePolicy withLoads(UnaryOperator<LoadLimits> change) {
        return new CachePolicy(
                expiry,
                change.apply(loads),
                local,
                largestValueBytes,
                remote,
                shared,
                consistency,
                oneLoadInFleet,
                fromReplica,
                observe);
    }

    /** The same with another size of L1. */
    public CachePolicy withLocal(UnaryOperator<LocalSize> change) {
        return new CachePolicy(
                expiry,
                loads,
                change.apply(local),
                largestValueBytes,
                remote,
                shared,
                consistency,
                oneLoadInFleet,
                fromReplica,
                observe);
    }

    /** The same with another time to live. */
    public CachePolicy withTimeToLive(Duration other) {
        return withExpiry(expiry -> expiry.withTimeToLive(other));
    }

    /** The same with another time to serve expired values on error. */
    public CachePolicy withStaleOnError(Duration other) {
        return withExpiry(expiry -> expiry.withStaleOnError(other));
    }

    /** The same with another number of entries in L1. */
    public CachePolicy withLocalMaximum(long other) {
        return withLocal(local -> local.withMaximum(other));
    }

    /** The same with another limit of concurrent loads. */
    public CachePolicy withConcurrentLoads(int other) {
        return withLoads(loads -> loads.withConcurrent(other));
    }

    /** The same with another size that values may have to be kept at all. */
    public CachePolicy withLargestValueBytes(long other) {
        return new CachePolicy(
                expiry, loads, local, other, remote, shared, consistency, oneLoadInFleet, fromReplica, observe);
    }

    /** The same with or without L2. */
    public CachePolicy withRemote(boolean other) {
        return new CachePolicy(
                expiry,
                loads,
                local,
                largestValueBytes,
                other,
                shared,
                consistency,
                oneLoadInFleet,
                fromReplica,
                observe);
    }

    /** The same, shared by all tenants or not. */
    public CachePolicy withShared(boolean other) {
        return new CachePolicy(
                expiry,
                loads,
                local,
                largestValueBytes,
                remote,
                other,
                consistency,
                oneLoadInFleet,
                fromReplica,
                observe);
    }

    /** The same with another consistency. */
    public CachePolicy withConsistency(Consistency other) {
        return new CachePolicy(
                expiry, loads, local, largestValueBytes, remote, shared, other, oneLoadInFleet, fromReplica, observe);
    }

    /** The same, with one load of a key in the whole fleet or one on each instance. */
    public CachePolicy withOneLoadInFleet(boolean other) {
        return new CachePolicy(
                expiry, loads, local, largestValueBytes, remote, shared, consistency, other, fromReplica, observe);
    }

    /** The same, with loads that may read a replica or not. */
    public CachePolicy withFromReplica(boolean other) {
        return new CachePolicy(
                expiry, loads, local, largestValueBytes, remote, shared, consistency, oneLoadInFleet, other, observe);
    }

    /** The same, with what its loads read as what its entries depend on, or not. */
    public CachePolicy withObserve(Observe other) {
        return new CachePolicy(
                expiry,
                loads,
                local,
                largestValueBytes,
                remote,
                shared,
                consistency,
                oneLoadInFleet,
                fromReplica,
                other);
    }
}
