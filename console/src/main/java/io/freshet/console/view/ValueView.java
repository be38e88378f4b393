package io.freshet.console.view;

import org.jspecify.annotations.Nullable;

/**
 * What an entry holds, as far as it may be seen.
 *
 * @param type of what class it is
 * @param text the value as JSON; null if it is masked
 * @param masked why it is masked; null if it is not
 */
public record ValueView(
        String type, @Nullable String text, @Nullable String masked) {}
