package io.freshet.console.view;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * One instance of the fleet, in a line. Figures are null where they are not known; those of an instance that is not present are the last that it told.
 *
 * @param instance its name
 * @param here whether it is the one that answers
 * @param standing whether it is there
 * @param explanation the same in a sentence
 * @param host its machine and port
 * @param address where its console is, for a browser
 * @param version of the application that it runs
 * @param upMillis how long ago it began
 * @param heardMillis how long ago it told of itself; 0 for the one that answers
 * @param leaseLeftMillis how long it is taken for present yet; negative if its lease has ended, by as much as it is ago
 * @param mode whether it serves from its cache
 * @param boundMillis how old a stale answer of it may be at the most
 * @param stalenessMillis how old the oldest stale answer could be that it might give when it told this
 * @param knowsUntil when the last change was committed that it is proven to know; null if it serves nothing from its cache, or that is not known
 * @param lagP99Micros from commit to known there, of 99 % of the latest changes
 * @param waitingInvalidations changes that wait there to be made effective
 * @param caches how many caches it has
 * @param entries entries in process
 * @param readsPerSecond reads a second over the last minute
 * @param hitRate hits among hits and misses over the last ten minutes, from 0 to 1
 * @param problems how many problems it told of
 * @param severity of the worst of them; null if there is none
 * @param unknown why its figures are not known; null if they are
 */
public record NodeRow(
        String instance,
        boolean here,
        NodeStanding standing,
        String explanation,
        @Nullable String host,
        @Nullable String address,
        @Nullable String version,
        @Nullable Long upMillis,
        long heardMillis,
        long leaseLeftMillis,
        @Nullable NodeMode mode,
        @Nullable Long boundMillis,
        @Nullable Long stalenessMillis,
        @Nullable Instant knowsUntil,
        @Nullable Long lagP99Micros,
        @Nullable Integer waitingInvalidations,
        @Nullable Integer caches,
        @Nullable Long entries,
        @Nullable Double readsPerSecond,
        @Nullable Double hitRate,
        @Nullable Integer problems,
        @Nullable Severity severity,
        @Nullable String unknown) {}
