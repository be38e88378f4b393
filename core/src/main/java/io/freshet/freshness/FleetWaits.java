package io.freshet.freshness;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Writers that wait until the fleet has applied their bumps. Thread-safe. */
final class FleetWaits {

    private final Map<CompletableFuture<Void>, Long> waiting = new ConcurrentHashMap<>();

    CompletableFuture<Void> add(long seq) {
        CompletableFuture<Void> wait = new CompletableFuture<>();
        waiting.put(wait, seq);
        return wait;
    }

    void remove(CompletableFuture<Void> wait) {
        waiting.remove(wait);
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** The whole fleet has applied everything up to here. */
    void reached(long seq) {
        waiting.forEach((wait, wanted) -> {
            if (wanted <= seq) {
                wait.complete(null);
            }
        });
    }
}
