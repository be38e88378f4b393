package io.freshet.spring.cache;

import io.freshet.read.Computation;
import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What each thread has looked for by hand and not found, and since when: if it puts something there afterwards, it has most likely computed that in
 * between. The first of several look-ups counts; a hit, an eviction of its own or the put ends it. Thread-safe.
 */
final class HandMisses {

    /** So many are remembered for each thread, the latest ones. */
    private static final int MOST = 64;

    private final ThreadLocal<Map<Place, Computation>> ofThread = ThreadLocal.withInitial(() -> new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Place, Computation> eldest) {
            return size() > MOST;
        }
    });

    void missed(Place place, Supplier<Computation> now) {
        ofThread.get().computeIfAbsent(place, any -> now.get());
    }

    /** Since when the value that is going to be put there may have been computed; null if it was not looked for. */
    @Nullable
    Computation take(Place place) {
        return ofThread.get().remove(place);
    }

    void forget(Place place) {
        ofThread.get().remove(place);
    }

    void forgetAllOf(String cache) {
        ofThread.get().keySet().removeIf(place -> place.cache().equals(cache));
    }
}
