package io.freshet.console.view;

import org.jspecify.annotations.Nullable;

/**
 * What entries depend on.
 *
 * @param kind table, rows, or tag
 * @param text in words
 * @param table the table; null if it is a free tag
 * @param observed whether it was seen in entries, rather than declared
 */
public record DependencyView(
        String kind, String text, @Nullable String table, boolean observed) {}
