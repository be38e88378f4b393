package io.freshet.console.view;

import org.jspecify.annotations.Nullable;

/**
 * What holds for a setting of a cache.
 *
 * @param name what is set
 * @param value to what
 * @param origin where that was said: run time, code, an annotation, a property with its place, or default
 * @param live whether it can be changed at run time
 * @param change who set it at run time; null if nobody did
 */
public record SettingView(
        String name,
        String value,
        String origin,
        boolean live,
        @Nullable ChangeView change) {}
