package io.freshet.witness.account;

import io.freshet.Cache;
import io.freshet.entry.Lookup;
import io.freshet.key.CacheKey;
import io.freshet.load.Loader;
import io.freshet.read.Bypass;
import io.freshet.tag.Dependency;
import io.freshet.tag.KeyTags;
import io.freshet.tag.KeyedRows;
import org.jspecify.annotations.Nullable;

import java.lang.reflect.Type;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** An entry that is held against its source after writes. Thread-safe. */
final class Followed {

    private final MethodAccount method;
    private final Cache<?, ?> cache;
    private final CacheKey key;
    private final Type type;
    private final Loader<?> again;
    private final Set<String> declaredTags;
    private volatile @Nullable Object value;
    private volatile boolean isKept;

    /** @param again calls the method again, on any thread */
    Followed(MethodAccount method, Cache<?, ?> cache, CacheKey key, Type type, Loader<?> again) {
        this.method = method;
        this.cache = cache;
        this.key = key;
        this.type = type;
        this.again = again;
        this.declaredTags = declaredTags();
    }

    private Set<String> declaredTags() {
        Set<String> tags = new HashSet<>(KeyTags.carriedBy(key));
        for (Dependency dependency : method.declared().dependencies()) {
            tags.addAll(dependency.carriedBy(key.tenant()));
            if (dependency instanceof KeyedRows rows) {
                tags.addAll(rows.at(key).carriedBy(key.tenant()));
            }
        }
        return tags;
    }

    MethodAccount method() {
        return method;
    }

    Type type() {
        return type;
    }

    String key() {
        return key.toString();
    }

    /** What is served under its key now. */
    @Nullable
    Served look() {
        Lookup found = cache.lookup(key);
        if (found instanceof Lookup.Hit hit) {
            value = hit.value();
            isKept = true;
            return new Served(hit.value());
        }
        return null;
    }

    /** What the source says. What the method throws comes through unchanged. */
    @Nullable
    Object loadAgain() throws Throwable {
        Bypass past = Bypass.open();
        try {
            return again.load();
        } finally {
            past.close();
        }
    }

    /** What was served last. */
    @Nullable
    Object value() {
        return value;
    }

    /** Whether there was an entry when it was looked for last. */
    boolean isKept() {
        return isKept;
    }

    void lost() {
        isKept = false;
    }

    /**
     * Of what a write touched, the tags that the entry carries. Which rows of a table an entry was seen to depend on is not known here: where it
     * is observed, any rows of a table that its method reads will do.
     */
    Set<String> touchedBy(Write write, Set<String> observedTables) {
        boolean isObserved = method.declared().isObserved();
        return write.tagNames().stream()
                .filter(tag ->
                        declaredTags.contains(tag) || (isObserved && observedTables.contains(TableWrites.tableOf(tag))))
                .collect(Collectors.toSet());
    }

    /** What was found under a key. */
    record Served(@Nullable Object value) {}
}
