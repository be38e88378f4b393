package io.freshet.console.view;

import java.time.Instant;

/**
 * When something was last invalidated.
 *
 * @param id the number of the invalidation
 * @param at when
 * @param cause by what
 */
public record MarkView(long id, Instant at, String cause) {}
