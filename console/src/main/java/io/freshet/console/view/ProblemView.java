package io.freshet.console.view;

import org.jspecify.annotations.Nullable;

/**
 * Something that is not as it should be.
 *
 * @param severity how bad it is
 * @param subject what it is about: the name of a cache, or "this instance"
 * @param cache the cache; null if it is about the instance
 * @param text what is wrong
 * @param remedy what can be done
 */
public record ProblemView(
        Severity severity, String subject, @Nullable String cache, String text, String remedy) {}
