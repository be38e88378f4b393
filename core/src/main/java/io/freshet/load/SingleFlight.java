package io.freshet.load;

import io.freshet.entry.Entry;
import io.freshet.event.Outcome;
import io.freshet.key.CacheKey;
import io.freshet.load.Flight.Landing;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Predicate;

/**
 * One flight at a time for each key of a cache on this instance. Thread-safe.
 *
 * <h2>Whom a flight may serve</h2>
 *
 * A flight that began before a write may bring the old value. Whoever asked before that write was acknowledged may have it; whoever joins
 * later may not. So a joiner takes the result of a flight that began after it asked, always; and the result of an earlier one only if the
 * entry is valid when it lands. Otherwise it goes round again: the next flight begins after it asked. Nobody waits for more than two.
 *
 * <p>Who has waited for long, ten seconds if nothing else is said, flies alone: loaders that wait for each other in a ring would otherwise hang for ever.
 */
public final class SingleFlight {

    private static final Duration LONG = Duration.ofSeconds(10);

    private final ConcurrentMap<CacheKey, Flight> flights = new ConcurrentHashMap<>();

    /** What a flight does: it answers an entry, or throws, which reaches its own caller unchanged. */
    @FunctionalInterface
    public interface Attempt {
        /** Runs on the thread of whoever began the flight. */
        Landing fly() throws Throwable;
    }

    /** How somebody waits for another's flight. */
    @FunctionalInterface
    public interface Patience {
        /** Without limits of one's own. */
        Patience USUAL = flight -> {
            flight.await(LONG);
            return null;
        };

        /** Blocks until it has ended, or is waited for no longer; then null, or what answers in its place. What it throws ends the read. */
        @Nullable
        Landing await(Flight flight) throws Throwable;
    }

    /** The result of a flight for the key, waited for as is usual. */
    public Landing join(CacheKey key, Attempt attempt, Predicate<Entry> stillValid) throws Throwable {
        return join(key, attempt, stillValid, Patience.USUAL);
    }

    /**
     * The result of a flight for the key: of one that is under way, if this caller may have it, or of one of its own.
     *
     * @param stillValid asked of what an earlier flight brought
     */
    public Landing join(CacheKey key, Attempt attempt, Predicate<Entry> stillValid, Patience patience)
            throws Throwable {
        Flight earlier = flights.get(key);
        while (true) {
            Flight own = new Flight();
            Flight other = flights.putIfAbsent(key, own);
            if (other == null) {
                return fly(key, own, attempt);
            }
            if (other.isOwn()) {
                return attempt.fly();
            }
            Landing instead = patience.await(other);
            if (instead != null) {
                return instead;
            }
            if (!other.hasEnded()) {
                return attempt.fly();
            }
            Landing landing = other.landing();
            if (landing != null && (other != earlier || stillValid.test(landing.entry()))) {
                return new Landing(landing.entry(), joined(landing.outcome()));
            }
        }
    }

    private Landing fly(CacheKey key, Flight own, Attempt attempt) throws Throwable {
        boolean landed = false;
        try {
            Landing landing = attempt.fly();
            flights.remove(key, own);
            own.land(landing.entry(), landing.outcome());
            landed = true;
            return landing;
        } finally {
            if (!landed) {
                flights.remove(key, own);
                own.fail();
            }
        }
    }

    /** Begins a flight for each of the keys that has none; to be closed when they have landed. */
    public JointFlight begin(Iterable<CacheKey> keys) {
        return new JointFlight(flights, keys);
    }

    static Outcome joined(Outcome outcome) {
        return outcome == Outcome.MISS ? Outcome.HIT_L1 : outcome;
    }
}
