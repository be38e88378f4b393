package io.freshet.read;

import io.freshet.entry.Entry;
import io.freshet.event.Outcome;
import io.freshet.key.CacheKey;
import io.freshet.load.Flight;
import io.freshet.load.Flight.Landing;
import io.freshet.load.JointFlight;
import io.freshet.load.LoadTimeoutException;
import io.freshet.load.Loader;
import io.freshet.load.LostContextException;
import io.freshet.load.SingleFlight;
import io.freshet.read.DetachedLoads.Running;
import io.freshet.read.DetachedLoads.Work;
import io.freshet.read.FleetFlight.Turn;
import org.jspecify.annotations.Nullable;

import java.util.Set;

/**
 * What one instance does for a key that L1 has not: once, for all who ask meanwhile; with a time limit, where the cache has one; and with an expired value
 * instead, where that is allowed. Thread-safe; blocks as {@link CacheLoads} does.
 */
final class ReadFlights {

    private final Entries entries;
    private final CacheLoads loads;
    private final DetachedLoads detached;
    private final ExpiredReads expired;
    private final LoadWaits waits;
    private final SingleFlight flights = new SingleFlight();

    ReadFlights(Entries entries, CacheLoads loads, DetachedLoads detached, ExpiredReads expired, LoadWaits waits) {
        this.entries = entries;
        this.loads = loads;
        this.detached = detached;
        this.expired = expired;
        this.waits = waits;
    }

    /**
     * What L2 has, or the loader brings.
     *
     * @param held what L1 has and may not serve, or null
     * @param since when the read began
     */
    Landing landing(CacheKey key, Loader<?> loader, @Nullable Entry held, long since) throws Throwable {
        try {
            return flights.join(
                    key,
                    () -> fly(key, loader, held, since),
                    entries::isValid,
                    flight -> waited(flight, key, held, since));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw e;
        }
    }

    private @Nullable Landing waited(Flight flight, CacheKey key, @Nullable Entry held, long since) throws Throwable {
        if (isBound()) {
            return SingleFlight.Patience.USUAL.await(flight);
        }
        try {
            return waits.joined(flight, key, held, since);
        } catch (LoadTimeoutException e) {
            Landing instead = expired.afterFailure(key, held);
            if (instead == null) {
                throw e;
            }
            return instead;
        }
    }

    /** A flight for many keys: those that nobody here loads already are the caller's to land. */
    JointFlight joint(Set<CacheKey> keys) {
        return flights.begin(keys);
    }

    /**
     * How a flight goes.
     *
     * @param held what L1 has and may not serve, or null
     * @param since when the read began
     */
    private Landing fly(CacheKey key, Loader<?> loader, @Nullable Entry held, long since) throws Throwable {
        Landing meanwhile = expired.duringPause(key, held);
        if (meanwhile != null) {
            return meanwhile;
        }
        Entry kept = entries.local.get(key);
        if (kept != null && kept != held && entries.isFresh(kept) && entries.isConfirmed(kept)) {
            return new Landing(kept, Outcome.HIT_L1); // another flight has landed since this reader looked
        }
        try {
            Running underWay = detached.of(key);
            Landing landing = underWay == null ? null : waits.landing(underWay, key, held, since, entries::isValid);
            if (landing != null) {
                return landing;
            }
            return entries.policy.loads().isTimed()
                    ? landTimed(key, loader, held, since)
                    : land(key, loader, loads.turn(key, held != null));
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            Landing instead = expired.afterFailure(key, held);
            if (instead != null) {
                return instead;
            }
            throw e;
        }
    }

    private Landing land(CacheKey key, Loader<?> loader, Turn turn) throws Throwable {
        Entry landed = turn.landed();
        if (landed != null) {
            entries.admission.putLocally(key, landed);
            return new Landing(landed, Outcome.HIT_L2);
        }
        return new Landing(loads.load(key, loader, turn), Outcome.MISS);
    }

    /**
     * On another thread, so that this one need not wait; but a transaction is its thread's, and what it has open others may wait for; and a load
     * that is part of another has its place.
     */
    private Landing landTimed(CacheKey key, Loader<?> loader, @Nullable Entry held, long since) throws Throwable {
        Loader<?> apart = isBound() ? null : loader.detached();
        if (apart == null) {
            return land(key, loader, loads.turn(key, held != null));
        }
        Entry found = entries.remote.find(key);
        if (found != null) {
            entries.admission.putLocally(key, found);
            return new Landing(found, Outcome.HIT_L2);
        }
        Landing landing = landApart(key, apart, held, since);
        return landing == null ? land(key, loader, loads.turn(key, held != null)) : landing;
    }

    private boolean isBound() {
        return loads.gate.isInside() || entries.context.surroundings().isTransaction();
    }

    private @Nullable Landing landApart(CacheKey key, Loader<?> apart, @Nullable Entry held, long since)
            throws Throwable {
        Work work = isAgain -> land(key, apart, isAgain ? Turn.ALONE : loads.turn(key, true));
        Running running = detached.start(key, work);
        if (running == null) {
            return null;
        }
        try {
            return waits.landing(running, key, held, since, running.isOf(work) ? null : entries::isValid);
        } catch (LostContextException e) {
            return null; // whoever misses the context has said so, and this thread has it
        }
    }
}
