package io.freshet.console.view;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/**
 * A value that was loaded while it was written, and therefore not kept.
 *
 * @param id its number on this instance
 * @param at when
 * @param cache the cache
 * @param key the key with its tenant
 * @param tenant whose it is; empty if all tenants share it
 * @param segments the values that the key is made of; null if the cache has another template now
 * @param raised the names of what it depends on and the write touched, as far as they are known
 * @param cause what a person reads of the write that overtook it; null if that is not known
 * @param writer the request or the thread that wrote; null if it is not known
 * @param transaction the number of its transaction in the database; null if no outbox holds it, or it is not known
 * @param unknown why the writer is not known; null if it is
 */
public record PreventedView(
        long id,
        Instant at,
        String cache,
        String key,
        String tenant,
        @Nullable List<SegmentView> segments,
        List<String> raised,
        @Nullable String cause,
        @Nullable String writer,
        @Nullable String transaction,
        @Nullable String unknown) {}
