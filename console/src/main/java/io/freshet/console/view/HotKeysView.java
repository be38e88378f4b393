package io.freshet.console.view;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * The keys that this instance reads most.
 *
 * @param instance which instance
 * @param keys the most read first
 * @param unknown why none is told; null if some are
 */
public record HotKeysView(
        String instance, List<HotKeyView> keys, @Nullable String unknown) {}
