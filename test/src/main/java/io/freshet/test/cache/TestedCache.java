package io.freshet.test.cache;

import io.freshet.Cache;
import io.freshet.Freshet;
import io.freshet.entry.Entry;
import io.freshet.key.CacheKey;
import io.freshet.read.Held;
import io.freshet.spring.settings.Names;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A cache, and what is needed to ask it as its users write. Immutable.
 *
 * @param freshet the instance
 * @param cache the cache
 * @param application whose it is; null without Spring
 * @param keys makes its keys
 * @param tenant whose entries are meant; null for those of the calling thread's tenant
 */
record TestedCache(
        Freshet freshet,
        Cache<?, ?> cache,
        @Nullable ApplicationContext application,
        UserKeys keys,
        @Nullable String tenant) {

    static TestedCache of(@Nullable ApplicationContext application, Freshet freshet, String name) {
        Cache<?, ?> found = freshet.cache(name);
        UserKeys keys = UserKeys.of(application, found, name);
        Cache<?, ?> cache = found == null ? keys.cache() : found;
        if (cache == null) {
            List<String> names =
                    freshet.caches().stream().<String>map(Cache::name).sorted().toList();
            throw new IllegalArgumentException("There is no cache '" + name + "'"
                    + Names.nearest(name, names)
                            .map(nearest -> "; the nearest is '" + nearest + "', of " + names)
                            .orElse(", nor any other: no bean of the tested application has a cached method. In a"
                                    + " @FreshetTest import the bean, by @Import or includeFilters"));
        }
        return new TestedCache(freshet, cache, application, keys, null);
    }

    TestedCache ofTenant(String other) {
        return new TestedCache(freshet, cache, application, keys, other);
    }

    String name() {
        return cache.name();
    }

    Evidence evidence() {
        return Evidence.of(freshet);
    }

    /** The key that is meant: what is written like it is taken for it, so that 7 finds what lies under 7L. */
    CacheKey key(@Nullable Object... given) {
        CacheKey key = keys.key(cache, given, tenantName());
        if (cache.held(key).isPresent()) {
            return key;
        }
        String text = key.qualifiedText();
        return cache.localKeys().stream()
                .filter(other -> other.qualifiedText().equals(text))
                .findFirst()
                .orElse(key);
    }

    private String tenantName() {
        if (cache.policy().shared()) {
            return "";
        }
        String name = tenant == null ? freshet.tenants().currentTenant() : tenant;
        if (name.isEmpty()) {
            throw new IllegalStateException(
                    "The cache '" + name() + "' keeps tenants apart, and the test's thread has none:"
                            + " say whose entries are meant, by assertThatCache(\"" + name() + "\").ofTenant(\"7\")");
        }
        return name;
    }

    Optional<Held> held(CacheKey key) {
        return cache.held(key);
    }

    /** All that lies in process, by the text of its key. */
    Map<String, Held> local() {
        Map<String, Held> all = new TreeMap<>();
        for (CacheKey key : cache.localKeys()) {
            held(key).ifPresent(held -> all.put(key.toString(), held));
        }
        return all;
    }

    @Nullable
    Object valueOf(Entry entry) {
        return keys.valueOf(entry.value());
    }

    boolean isOff() {
        return !freshet.controls().switchedOff().isEmpty();
    }
}
