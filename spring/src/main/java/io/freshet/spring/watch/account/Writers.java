package io.freshet.spring.watch.account;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Which caches each writer was seen to evict from. Thread-safe. */
final class Writers {

    private static final int MOST = 2_000;

    private final ConcurrentMap<String, Set<String>> evicted = new ConcurrentHashMap<>();

    void evicts(Writer writer, CacheAccount cache) {
        evicts(writer.method(), cache);
        if (!writer.request().isEmpty()) {
            evicts(writer.request(), cache);
        }
    }

    private void evicts(String writer, CacheAccount cache) {
        Set<String> caches = evicted.get(writer);
        if (caches == null && evicted.size() < MOST) {
            caches = evicted.computeIfAbsent(writer, any -> ConcurrentHashMap.newKeySet());
        }
        if (caches != null) {
            caches.add(cache.name());
        }
    }

    /** Whether the method does, or the request that it belongs to. */
    boolean areKnownToEvict(Writer writer, CacheAccount cache) {
        return evicted.getOrDefault(writer.method(), Set.of()).contains(cache.name())
                || evicted.getOrDefault(writer.request(), Set.of()).contains(cache.name());
    }
}
