package io.freshet.console.watch;

import io.freshet.event.CacheEvent;
import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * Something that happened on this instance.
 *
 * @param id counts up from 1
 * @param at when it was heard of
 * @param event what
 * @param writer the request or thread that it happened in; null if that is not known, or was not asked for
 */
public record Happening(
        long id, Instant at, CacheEvent event, @Nullable String writer) {

    /** The same, in this request or thread. */
    Happening by(String who) {
        return new Happening(id, at, event, who);
    }
}
