package io.freshet.test.cache;

import io.freshet.Freshet;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/**
 * Where assertions on caches begin.
 *
 * <pre>{@code
 * assertThatCache("catalog:price").isHitFor(7).dependsOnTable("offer").andInvalidatedBy(() -> catalog.raise(7, 20));
 * assertThatCache("catalog:price").isMissFor(7);
 * assertThatCache("catalog:price").loadsOnce(() -> inParallel(10, () -> catalog.price(7)));
 * }</pre>
 */
public final class CacheAssertions {

    private CacheAssertions() {}

    /**
     * On a cache of the application whose Spring test the calling thread runs.
     *
     * @param name its name, that is the literal segments of its template, or that of Spring's
     * @throws IllegalStateException if no such test runs, or its application has no Freshet
     * @throws IllegalArgumentException if there is no such cache
     */
    public static CacheAssert assertThatCache(String name) {
        var application = TestedApplication.current();
        return new CacheAssert(TestedCache.of(application, TestedApplication.freshet(application), name));
    }

    /** On a cache of an instance, without Spring: keys are said by their segments. */
    public static CacheAssert assertThatCache(Freshet freshet, String name) {
        return new CacheAssert(TestedCache.of(null, freshet, name));
    }

    /** A key as the arguments of a call of the cached method, all of them in their order, whichever of them are in the key. */
    public static CallArguments arguments(@Nullable Object... arguments) {
        return new CallArguments(Arrays.asList(arguments));
    }
}
