package io.freshet.spring.doctor;

import io.freshet.Freshet;
import io.freshet.FreshetStatus;
import io.freshet.SwitchedOff;
import io.freshet.check.Check;
import io.freshet.check.Finding;
import io.freshet.read.ShadowReads;
import io.freshet.spring.observe.Promise;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How an instance stands at this moment. */
final class StandingChecks {

    private static final int HALF = 2;

    private StandingChecks() {}

    static List<Check> of(Freshet freshet) {
        return List.of(
                check(InstanceTopic.LEASE, freshet, StandingChecks::lease),
                check(InstanceTopic.BOUND, freshet, StandingChecks::bound),
                check(InstanceTopic.INVALIDATIONS, freshet, StandingChecks::invalidations),
                check(InstanceTopic.SWITCHES, freshet, StandingChecks::switches),
                Check.of(InstanceTopic.SHADOW_READS, () -> List.of(shadow(freshet.shadowReads()))));
    }

    private static Check check(InstanceTopic topic, Freshet freshet, Function<FreshetStatus, Finding> finding) {
        return Check.of(topic, () -> List.of(finding.apply(freshet.status())));
    }

    static Finding lease(FreshetStatus status) {
        if (!status.leaseRuns()) {
            return InstanceTopic.LEASE.problem(
                    "None: everything is answered from its source"
                            + (status.remoteAnswers() ? "" : ", and the shared tier does not answer"),
                    "Mend what the findings of Redis, the database and its relay say; the lease comes back by itself");
        }
        if (status.direct()) {
            return InstanceTopic.LEASE.warning(
                    "It rests on the outbox alone, since the shared tier does not answer: L1 is served, L2 is not",
                    "Bring the shared tier back: " + status.remote());
        }
        return InstanceTopic.LEASE.ok(
                "It runs for another " + status.leaseLeft().toMillis() + " ms");
    }

    /** Whoever has no lease serves nothing, so the bound is held all the same. */
    static Finding bound(FreshetStatus status) {
        Duration promise = Promise.of(status);
        String found = "At most " + promise.toMillis() + " ms now, of the "
                + status.bound().toMillis() + " ms of freshet.bound";
        if (!status.leaseRuns()) {
            return InstanceTopic.BOUND.warning(
                    "It is held by answering from the source only, since nothing has been proven for "
                            + (status.behind().isNegative()
                                    ? "ever"
                                    : status.behind().toMillis() + " ms"),
                    "See the finding of the lease");
        }
        return promise.multipliedBy(HALF).compareTo(status.bound()) > 0
                ? InstanceTopic.BOUND.warning(
                        found + ": relays are behind, and leases are about to end",
                        "See the findings of the database's relay and of the round trips; a longer freshet.bound gives more time")
                : InstanceTopic.BOUND.ok(found);
    }

    static Finding invalidations(FreshetStatus status) {
        return status.waitingInvalidations() == 0
                ? InstanceTopic.INVALIDATIONS.ok("None waits; " + status.invalidations() + " were made, "
                        + status.delayedInvalidations() + " of them not at once")
                : InstanceTopic.INVALIDATIONS.warning(
                        status.waitingInvalidations() + " wait in this instance for the shared tier",
                        "Bring the shared tier back before the instance is stopped: " + status.remote());
    }

    static Finding switches(FreshetStatus status) {
        return status.switchedOff().isEmpty()
                ? InstanceTopic.SWITCHES.ok("Nothing is switched off")
                : InstanceTopic.SWITCHES.warning(
                        "Switched off: "
                                + status.switchedOff().stream()
                                        .map(SwitchedOff::toString)
                                        .collect(Collectors.joining("; ")),
                        "Switch it on again if there is no reason any more: docs/guides/controls.md");
    }

    private static Finding shadow(ShadowReads reads) {
        if (reads.violationCount() > 0) {
            return InstanceTopic.SHADOW_READS.problem(
                    reads.violationCount() + " of " + reads.comparedCount() + " compared answers were stale, in "
                            + reads.violations().stream()
                                    .map(violation -> violation.cache() + ", where " + violation.missing())
                                    .distinct()
                                    .collect(Collectors.joining("; ")),
                    "Declare what is missing, or install its triggers; /actuator/freshet names keys and ages");
        }
        return InstanceTopic.SHADOW_READS.ok(
                reads.comparedCount() + " answers were compared with their source, none was stale");
    }
}
