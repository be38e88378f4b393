package io.freshet.spring.declare;

import io.freshet.Freshet;
import org.jspecify.annotations.Nullable;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Which annotated methods have declared the caches of which instance; several contexts may have one. Thread-safe. */
public final class DeclaredCaches {

    private final ConcurrentMap<Key, CachedDeclaration> first = new ConcurrentHashMap<>();

    /** Who has declared the same cache before; null if nobody has. */
    @Nullable
    CachedDeclaration before(Freshet freshet, CachedDeclaration declaration) {
        return first.putIfAbsent(new Key(freshet, declaration.cache()), declaration);
    }

    private record Key(Freshet freshet, String cache) {}
}
