package io.freshet.read;

import io.freshet.entry.Entry;
import io.freshet.event.CacheEvent;
import io.freshet.event.CacheEvents;
import io.freshet.event.CacheMeter;
import io.freshet.event.Effect;
import io.freshet.event.Outcome;
import io.freshet.freshness.Ticker;
import io.freshet.key.CacheKey;
import io.freshet.load.Flight;
import io.freshet.load.Flight.Landing;
import io.freshet.load.LoadLimits;
import io.freshet.load.LoadTimeoutException;
import io.freshet.read.DetachedLoads.Running;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * How long the reads of one cache wait for loads that run on other threads, and what they are answered meanwhile. Thread-safe.
 *
 * <h2>Whom a load that goes on may serve</h2>
 *
 * It was stamped before it began, and is kept only if nothing of it was invalidated since: when its reader left makes no difference. Whoever began
 * it may have what it brings, whatever that is. Whoever came later may have been told of a write that it has not seen, and gets it only if it is
 * valid when it has ended; otherwise a load of one's own follows, as in {@link io.freshet.load.SingleFlight}.
 */
final class LoadWaits {

    private static final long UNLIMITED_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final String cache;
    private final LoadLimits limits;
    private final ExpiredReads expired;
    private final Ticker ticker;
    private final CacheMeter meter;
    private final CacheEvents events;

    LoadWaits(
            String cache,
            LoadLimits limits,
            ExpiredReads expired,
            Ticker ticker,
            CacheMeter meter,
            CacheEvents events) {
        this.cache = cache;
        this.limits = limits;
        this.expired = expired;
        this.ticker = ticker;
        this.meter = meter;
        this.events = events;
    }

    /** After which time a load that has not ended is no longer waited for by those who ask then. */
    static Duration forgotten(LoadLimits limits) {
        return limits.hardTimeout().isZero() ? Duration.ofNanos(UNLIMITED_NANOS) : limits.hardTimeout();
    }

    /**
     * What a load brings that a read may have; null if that is nothing, and the read should load by itself.
     *
     * @param held what L1 has and may not serve, or null
     * @param since when the read began
     * @param stillValid asked of what this read has not begun itself; null if it has
     * @throws LoadTimeoutException if it takes too long
     */
    @Nullable
    Landing landing(Running load, CacheKey key, @Nullable Entry held, long since, @Nullable Predicate<Entry> stillValid)
            throws Throwable {
        Landing meanwhile = awaited(load, key, held, since, stillValid == null);
        if (meanwhile != null) {
            return meanwhile;
        }
        if (stillValid == null) {
            load.rethrow();
            return load.landing();
        }
        Landing landing = load.landing(stillValid);
        return landing == null ? null : new Landing(landing.entry(), Outcome.HIT_L1);
    }

    /**
     * What answers a read that waits for a load on another reader's thread, in its place; null when that has ended, or is not worth waiting for any
     * longer. It has the limits of its own read: the other may have none, as in a transaction, or others.
     *
     * @param held what L1 has and may not serve, or null
     * @param since when the read began
     * @throws LoadTimeoutException if it takes too long
     */
    @Nullable
    Landing joined(Flight flight, CacheKey key, @Nullable Entry held, long since) throws InterruptedException {
        Duration soft = limits.softTimeout();
        if (!soft.isZero() && !flight.await(left(since, soft))) {
            Landing instead = expiredInstead(key, held, since);
            if (instead != null) {
                return instead;
            }
        }
        Duration hard = limits.hardTimeout();
        if (hard.isZero()) {
            flight.await(Duration.ofNanos(UNLIMITED_NANOS));
        } else if (!flight.await(left(since, hard))) {
            throw timedOut(key, since);
        }
        return null;
    }

    private @Nullable Landing expiredInstead(CacheKey key, @Nullable Entry held, long since) {
        Landing instead = expired.instead(key, held);
        if (instead != null) {
            tell(key, since, Effect.SOFT_TIMEOUT);
        }
        return instead;
    }

    private LoadTimeoutException timedOut(CacheKey key, long since) {
        tell(key, since, Effect.HARD_TIMEOUT);
        return new LoadTimeoutException(cache, key.toString(), waited(since), limits.hardTimeout());
    }

    private Duration left(long since, Duration limit) {
        return limit.minus(waited(since));
    }

    /** Null when it has ended, or is not worth waiting for any longer; else what answers in its place. */
    private @Nullable Landing awaited(Running load, CacheKey key, @Nullable Entry held, long since, boolean isOwn)
            throws InterruptedException {
        Duration soft = limits.softTimeout();
        if (!soft.isZero() && !load.awaitUntil(load.beganNanos() + soft.toNanos())) {
            Landing instead = expiredInstead(key, held, since);
            if (instead != null) {
                return instead;
            }
        }
        Duration hard = limits.hardTimeout();
        if (hard.isZero()) {
            awaitUnlimited(load, isOwn);
        } else if (!load.awaitUntil(since + hard.toNanos())) {
            throw timedOut(key, since);
        }
        return null;
    }

    /** One's own load is waited for until it ends; another's, which may wait for this one, only for a while. */
    private void awaitUnlimited(Running load, boolean isOwn) throws InterruptedException {
        boolean isOver = load.awaitUntil(ticker.nanos() + UNLIMITED_NANOS);
        while (!isOver && isOwn) {
            isOver = load.awaitUntil(ticker.nanos() + UNLIMITED_NANOS);
        }
    }

    private Duration waited(long since) {
        return Duration.ofNanos(ticker.nanos() - since);
    }

    private void tell(CacheKey key, long since, Effect effect) {
        meter.took(effect);
        events.publish(
                new CacheEvent.LoadTimedOut(cache, key.toString(), waited(since), effect == Effect.SOFT_TIMEOUT));
    }
}
