package io.freshet.read;

import io.freshet.entry.Entry;
import io.freshet.event.CacheEvent;
import io.freshet.event.CacheEvents;
import io.freshet.event.CacheMeter;
import io.freshet.event.Effect;
import io.freshet.event.Outcome;
import io.freshet.freshness.Ticker;
import io.freshet.key.CacheKey;
import io.freshet.load.Flight.Landing;
import io.freshet.load.LoadGate;
import io.freshet.load.Loader;
import io.freshet.read.FleetFlight.Look;
import io.freshet.read.FleetFlight.Turn;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Refreshes entries of one cache before they expire, in the background, while they are served: one refresh of a key at a time on this instance, and
 * in the fleet, where the cache has one load in the fleet. Thread-safe; a read that begins a refresh does not wait for it.
 *
 * <p>A refresh is a load like any other: it is stamped before it begins, and kept only if nothing of it was invalidated meanwhile. What it
 * replaces is served only as long as that is valid itself. It never waits for a place among the loads that somebody waits for.
 */
final class Refreshes {

    /** Another instance refreshes: it is looked again after that. */
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    /** What one entry's age may seem to differ by when it is read twice. */
    private static final long TOLERANCE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final String cache;
    private final Expiry expiry;
    private final Lifetimes lifetimes;
    private final DetachedLoads running;
    private final LoadGate gate;
    private final Loads loads;
    private final Ticker ticker;
    private final CacheMeter meter;
    private final CacheEvents events;
    private final Pauses pauses;

    Refreshes(
            String cache,
            Expiry expiry,
            Lifetimes lifetimes,
            DetachedLoads running,
            LoadGate gate,
            Loads loads,
            Ticker ticker,
            CacheMeter meter,
            CacheEvents events) {
        this.cache = cache;
        this.expiry = expiry;
        this.lifetimes = lifetimes;
        this.running = running;
        this.gate = gate;
        this.loads = loads;
        this.ticker = ticker;
        this.meter = meter;
        this.events = events;
        this.pauses = new Pauses(ticker);
    }

    /** How the cache loads. */
    interface Loads {

        /** Leave to load, or what was found in L2; null if somebody else loads. */
        @Nullable
        Turn attempt(CacheKey key, Predicate<Entry> isNewer);

        /** Keeps what was found in L2. */
        void found(CacheKey key, Entry entry);

        /** Loads, and keeps what it may. */
        Entry load(CacheKey key, Loader<?> loader, Turn turn) throws Throwable;
    }

    /** A read is served the entry, which is due: begins to refresh it, if that is to be done now. */
    void served(CacheKey key, Entry entry, Loader<?> loader) {
        if (lifetimes.isRefreshDue(entry, ticker.nanos())) {
            ahead(key, entry, loader);
        }
    }

    /** Whether so little of the entry's life is left that a hot one is refreshed: a tenth of the shortest that it may have. */
    boolean isNearEnd(Entry entry, long now) {
        return lifetimes.isNearEnd(entry, now);
    }

    /** A read is served the entry, which is not due yet: begins to refresh it, unless somebody does or has just failed to. */
    void ahead(CacheKey key, Entry entry, Loader<?> loader) {
        if (running.of(key) != null || pauses.isOn(key)) {
            return;
        }
        Loader<?> detached = loader.detached();
        if (detached == null) {
            pauses.begin(key, expiry.retryPause());
        } else {
            running.start(key, isAgain -> refreshed(key, entry, detached));
        }
    }

    private @Nullable Landing refreshed(CacheKey key, Entry entry, Loader<?> loader) throws Throwable {
        if (!gate.hasRoom(key.tenant())) {
            failed(key, "as many loads run as may, and they go first");
            return null;
        }
        try {
            return refresh(key, entry, loader);
        } catch (Throwable e) {
            failed(key, e.toString());
            throw e;
        }
    }

    private @Nullable Landing refresh(CacheKey key, Entry entry, Loader<?> loader) throws Throwable {
        long newer = entry.lifetime().refreshNanos() + TOLERANCE_NANOS;
        Turn turn = loads.attempt(key, found -> found.lifetime().refreshNanos() - newer > 0);
        if (turn == null) {
            pauses.begin(key, LOOK_AGAIN);
            return null;
        }
        Entry landed = turn.landed();
        if (landed != null) {
            loads.found(key, landed);
            meter.took(Effect.REFRESHED_ELSEWHERE);
            return new Landing(landed, Outcome.HIT_L2);
        }
        Entry loaded = loads.load(key, loader, turn);
        meter.took(Effect.REFRESHED);
        return new Landing(loaded, Outcome.MISS);
    }

    private void failed(CacheKey key, String why) {
        pauses.begin(key, expiry.retryPause());
        meter.took(Effect.REFRESH_FAILED);
        events.publish(new CacheEvent.RefreshFailed(cache, key.toString(), why));
    }

    /** A look that sees only what is newer. */
    static Look newer(Look look, Predicate<Entry> isNewer) {
        return () -> {
            Supplier<@Nullable Entry> looking = look.begin();
            return () -> {
                Entry found = looking.get();
                return found != null && isNewer.test(found) ? found : null;
            };
        };
    }
}
