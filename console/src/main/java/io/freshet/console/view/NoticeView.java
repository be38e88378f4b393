package io.freshet.console.view;

import java.time.Instant;

/**
 * Something that happened to trust or settings.
 *
 * @param id its number on this instance
 * @param at when
 * @param severity how bad it is
 * @param text in words
 */
public record NoticeView(long id, Instant at, Severity severity, String text) {}
