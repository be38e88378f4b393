package io.freshet.console.view;

import java.time.Instant;

/**
 * Something that somebody set at run time.
 *
 * @param scope for what: all, cache:name or tenant:name
 * @param setting what
 * @param value to what; empty if it was taken back
 * @param before what held before
 * @param by who did it
 * @param at when
 */
public record ChangeView(String scope, String setting, String value, String before, String by, Instant at) {}
