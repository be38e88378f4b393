package io.freshet.console.view;

import org.jspecify.annotations.Nullable;

/**
 * One tier of a cache.
 *
 * @param name what it is
 * @param used whether the cache uses it
 * @param text how it is bounded, or why it is not used
 * @param hits reads that it answered
 * @param entries how many entries it holds; null if that is not known
 * @param why why that is not known; null if it is
 */
public record TierView(
        String name,
        boolean used,
        String text,
        long hits,
        @Nullable Long entries,
        @Nullable String why) {}
