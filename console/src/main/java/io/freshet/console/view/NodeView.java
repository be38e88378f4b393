package io.freshet.console.view;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * How the instance stands.
 *
 * @param instance its name
 * @param remote where the shared tier is
 * @param outbox where changes are kept
 * @param capture whose writes are noticed, in words
 * @param leaseRuns whether it may trust its cache
 * @param leaseLeftMillis how long it may go on without hearing anything
 * @param boundMillis how old a stale answer may be at the most
 * @param stalenessMillis how old the oldest stale answer can be that it may give now
 * @param remoteAnswers whether the shared tier answered last
 * @param direct whether it relies on the outbox alone meanwhile
 * @param relayActive whether its relay is at work
 * @param lagP50Micros from commit to known here, of half of the latest changes; null if it has heard of none
 * @param lagP99Micros the same, of 99 % of them
 * @param lagMaxMicros the same, of all of them
 * @param changesHeard how many changes it has heard of
 * @param gapsRepaired how often a message was missing and a poll made up for it
 * @param invalidations changes that it made effective
 * @param waitingInvalidations changes that wait here to be made effective
 * @param knownTags of how many tags it remembers that they were raised
 * @param lastInvalidation when it last made a change effective; null if it has made none
 */
public record NodeView(
        String instance,
        String remote,
        String outbox,
        String capture,
        boolean leaseRuns,
        long leaseLeftMillis,
        long boundMillis,
        long stalenessMillis,
        boolean remoteAnswers,
        boolean direct,
        boolean relayActive,
        @Nullable Long lagP50Micros,
        @Nullable Long lagP99Micros,
        @Nullable Long lagMaxMicros,
        long changesHeard,
        long gapsRepaired,
        long invalidations,
        int waitingInvalidations,
        int knownTags,
        @Nullable Instant lastInvalidation) {}
