package io.freshet.load;

import io.freshet.entry.Entry;
import io.freshet.key.CacheKey;
import io.freshet.load.Flight.Landing;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Predicate;

/**
 * The flights of one caller for many keys: those that it began, and those of others that were under way. Used by the thread that began it.
 *
 * <p>Whoever lands its own before it waits for others never waits in a ring with them.
 */
public final class JointFlight implements AutoCloseable {

    private final ConcurrentMap<CacheKey, Flight> flights;
    private final Map<CacheKey, Flight> own = new LinkedHashMap<>();
    private final Map<CacheKey, Flight> others = new LinkedHashMap<>();

    JointFlight(ConcurrentMap<CacheKey, Flight> flights, Iterable<CacheKey> keys) {
        this.flights = flights;
        for (CacheKey key : keys) {
            Flight mine = new Flight();
            Flight other = flights.putIfAbsent(key, mine);
            if (other == null) {
                own.put(key, mine);
            } else {
                others.put(key, other);
            }
        }
    }

    /** The keys that this caller has to see to, as far as they have not landed. */
    public Set<CacheKey> own() {
        return new LinkedHashSet<>(own.keySet());
    }

    /** Ends one of its own flights with a result. */
    public void land(CacheKey key, Landing landing) {
        Flight flight = own.remove(key);
        if (flight != null) {
            flights.remove(key, flight);
            flight.land(landing.entry(), landing.outcome());
        }
    }

    /**
     * What the others have brought that this caller may have. Blocks until they have landed, or the time is over.
     *
     * @param stillValid asked of each entry, since its flight may have begun before this caller asked
     */
    public Map<CacheKey, Landing> await(Duration atMost, Predicate<Entry> stillValid) throws InterruptedException {
        long until = System.nanoTime() + atMost.toNanos();
        Map<CacheKey, Landing> brought = new LinkedHashMap<>();
        for (Map.Entry<CacheKey, Flight> other : others.entrySet()) {
            Flight flight = other.getValue();
            long left = Math.max(0, until - System.nanoTime());
            boolean isOver = !flight.isOwn() && flight.await(Duration.ofNanos(left));
            Landing landing = isOver ? flight.landing() : null;
            if (landing != null && stillValid.test(landing.entry())) {
                brought.put(other.getKey(), new Landing(landing.entry(), SingleFlight.joined(landing.outcome())));
            }
        }
        return brought;
    }

    /** Ends what has not landed, without a result: who waits for it tries again. */
    @Override
    public void close() {
        own.forEach((key, flight) -> {
            flights.remove(key, flight);
            flight.fail();
        });
        own.clear();
    }
}
