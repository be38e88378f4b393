package io.freshet.spring.watch;

import io.freshet.spring.watch.account.CacheAccount;
import io.freshet.spring.watch.account.Watch;
import org.springframework.cache.Cache;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** The caches of one manager with their twins: the same cache has the same twin each time. Thread-safe. */
final class WatchedCaches {

    private final String prefix;
    private final Supplier<Watch> watch;
    private final BiConsumer<String, Class<?>> unseen;
    private final ConcurrentMap<String, Pair> known = new ConcurrentHashMap<>();

    /**
     * None yet.
     *
     * @param prefix what the names of their accounts begin with
     * @param unseen told of a cache that cannot have a twin
     */
    WatchedCaches(String prefix, Supplier<Watch> watch, BiConsumer<String, Class<?>> unseen) {
        this.prefix = prefix;
        this.watch = watch;
        this.unseen = unseen;
    }

    Cache watched(Cache cache) {
        if (Twin.isOne(cache, CacheAnswers.class)) {
            return cache;
        }
        String name = cache.getName();
        Pair pair = known.get(name);
        if (pair == null || pair.cache() != cache) {
            pair = known.compute(
                    name, (any, present) -> present != null && present.cache() == cache ? present : pair(cache, name));
        }
        return pair.twin();
    }

    private Pair pair(Cache cache, String name) {
        Watch present = watch.get();
        CacheAccount account = present.cache(prefix + name);
        Cache twin = Twin.of(cache, new CacheAnswers(cache, account, present))
                .map(Cache.class::cast)
                .orElse(cache);
        if (twin == cache) {
            unseen.accept("the cache '" + prefix + name + "'", cache.getClass());
        } else {
            account.expires(Expiries.of(cache));
        }
        return new Pair(cache, twin);
    }

    private record Pair(Cache cache, Cache twin) {}
}
