package io.freshet.console.view;

import java.time.Instant;

/**
 * Something that somebody has done.
 *
 * @param at when
 * @param by who
 * @param text what
 * @param where on which instance
 */
public record ActionView(Instant at, String by, String text, String where) {}
