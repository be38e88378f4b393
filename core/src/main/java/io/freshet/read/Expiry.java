package io.freshet.read;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/**
 * For how long entries are served, and when they are refreshed.
 *
 * @param timeToLive how long an entry may be served at the most
 * @param jitter by which share of that it may be shorter, at random, so that what was loaded together does not expire together; from 0 to below 1
 * @param softTimeToLive from which age on an entry is refreshed in the background when it is read, and served meanwhile; zero for never
 * @param earlyRefresh how eagerly reads refresh an entry before that (or before it expires, where there is no soft time to live): the
 *     {@code beta} of XFetch, 1 being the usual; 0 for never
 * @param nullTimeToLive how long a null may be served at the most; zero if nulls are not kept; null for as long as any value
 * @param staleOnError for how long after it has expired an entry that nothing invalidated may be served if the loader fails, or takes longer
 *     than its soft timeout; zero for never
 * @param retryPause after a load has failed, for how long what may be served is served before it is tried again
 */
public record Expiry(
        Duration timeToLive,
        double jitter,
        Duration softTimeToLive,
        double earlyRefresh,
        @Nullable Duration nullTimeToLive,
        Duration staleOnError,
        Duration retryPause) {

    /** Served for so long, and then loaded again. */
    public static Expiry of(Duration timeToLive) {
        return new Expiry(timeToLive, 0, Duration.ZERO, 0, null, Duration.ZERO, Duration.ofSeconds(1));
    }

    /** After which time an entry is of no use at all. */
    public Duration keep() {
        return timeToLive.plus(staleOnError);
    }

    /** How long a value may be served at the most; zero if it is not to be kept. */
    public Duration timeToLiveOf(@Nullable Object value) {
        return value == null && nullTimeToLive != null ? nullTimeToLive : timeToLive;
    }

    /** The same with another time to live. */
    public Expiry withTimeToLive(Duration other) {
        return new Expiry(other, jitter, softTimeToLive, earlyRefresh, nullTimeToLive, staleOnError, retryPause);
    }

    /** The same with another share by which times to live differ. */
    public Expiry withJitter(double share) {
        return new Expiry(timeToLive, share, softTimeToLive, earlyRefresh, nullTimeToLive, staleOnError, retryPause);
    }

    /** The same with another age from which entries are refreshed. */
    public Expiry withSoftTimeToLive(Duration other) {
        return new Expiry(timeToLive, jitter, other, earlyRefresh, nullTimeToLive, staleOnError, retryPause);
    }

    /** The same with another eagerness to refresh. */
    public Expiry withEarlyRefresh(double beta) {
        return new Expiry(timeToLive, jitter, softTimeToLive, beta, nullTimeToLive, staleOnError, retryPause);
    }

    /** The same with another time to live of nulls. */
    public Expiry withNullTimeToLive(@Nullable Duration other) {
        return new Expiry(timeToLive, jitter, softTimeToLive, earlyRefresh, other, staleOnError, retryPause);
    }

    /** The same with another time to serve expired values. */
    public Expiry withStaleOnError(Duration other) {
        return new Expiry(timeToLive, jitter, softTimeToLive, earlyRefresh, nullTimeToLive, other, retryPause);
    }

    /** The same with another pause after a load that failed. */
    public Expiry withRetryPause(Duration other) {
        return new Expiry(timeToLive, jitter, softTimeToLive, earlyRefresh, nullTimeToLive, staleOnError, other);
    }
}
