package io.freshet;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How an instance stands, at one moment.
 *
 * @param instance its name
 * @param remote where the shared tier is
 * @param outbox where changes are kept
 * @param leaseRuns whether it may trust its cache
 * @param leaseLeft how long it may go on without hearing anything
 * @param bound how old a stale answer may be at the most
 * @param behind how far back its proven knowledge ends; negative if nothing was ever proven
 * @param remoteAnswers whether the shared tier answered last
 * @param direct whether it relies on the outbox alone meanwhile
 * @param lineage the newest lineage of all partitions of the sequence
 * @param counter the certificate last seen, the least of all partitions
 * @param relayActive whether this instance's relay is at work
 * @param knownTags how many tags it remembers a bump of
 * @param invalidations changes it made effective
 * @param delayedInvalidations changes it could not make effective at once
 * @param waitingInvalidations changes that still wait here
 * @param lastInvalidation when it last made a change effective
 * @param switchedOff what is not cached at present because somebody, or the configuration, says so
 */
public record FreshetStatus(
        String instance,
        String remote,
        String outbox,
        boolean leaseRuns,
        Duration leaseLeft,
        Duration bound,
        Duration behind,
        boolean remoteAnswers,
        boolean direct,
        long lineage,
        long counter,
        boolean relayActive,
        int knownTags,
        long invalidations,
        long delayedInvalidations,
        int waitingInvalidations,
        @Nullable Instant lastInvalidation,
        List<SwitchedOff> switchedOff) {}
