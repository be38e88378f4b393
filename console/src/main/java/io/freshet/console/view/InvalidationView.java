package io.freshet.console.view;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/**
 * A change that was made effective, or waits to be.
 *
 * @param id its number on this instance
 * @param at when it was heard of
 * @param kind how it came about
 * @param cause what a person reads of it
 * @param transaction the number of the transaction in the database; null if no outbox holds it
 * @param writer the request or the thread that wrote; null if it is not known
 * @param unknown why the writer is not known; null if it is
 * @param tags the names of what it touched, some of them if there are very many
 * @param tagCount how many there are
 * @param caches the caches that it touched
 * @param fleetMicros from the commit until every instance knew; null if that was not waited for
 * @param sharedMicros from the commit until the shared tier knew; null if it does not yet
 * @param delay why it waits; null if it does not
 */
public record InvalidationView(
        long id,
        Instant at,
        InvalidationKind kind,
        String cause,
        @Nullable String transaction,
        @Nullable String writer,
        @Nullable String unknown,
        List<String> tags,
        int tagCount,
        List<String> caches,
        @Nullable Long fleetMicros,
        @Nullable Long sharedMicros,
        @Nullable String delay) {}
