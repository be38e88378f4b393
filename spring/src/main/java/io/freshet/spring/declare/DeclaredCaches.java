package io.freshet.spring.declare;

import io.freshet.Freshet;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Which annotated methods have declared the caches of which instance; several contexts may have one. Thread-safe. */
public final class DeclaredCaches {

    private final ConcurrentMap<Key, Declared> first = new ConcurrentHashMap<>();

    /** What was said when this cache was made; null if no method has declared it. */
    @Nullable
    Declared before(Freshet freshet, String cache) {
        return first.get(new Key(freshet, cache));
    }

    /** Called when the cache is there: what could not be made was not declared. */
    void add(Freshet freshet, String cache, Declared declared) {
        first.putIfAbsent(new Key(freshet, cache), declared);
    }

    private record Key(Freshet freshet, String cache) {}

    /**
     * What a method said of its cache. Holds nothing of the method's context, which may end before the instance.
     *
     * @param contract what all methods of the cache must say, in words
     * @param where on which method it was said
     */
    record Declared(List<String> contract, String where) {}
}
