package io.freshet.redis.check;

import io.freshet.check.Finding;
import io.freshet.redis.check.AskedTier.Fleet;

import java.util.ArrayList;
import java.util.List;

/** Whether the instances that poll at present have the same partitions and the same bound. */
final class FleetCheck {

    private FleetCheck() {}

    static List<Finding> of(AskedTier tier) {
        List<Fleet> fleets = tier.fleets();
        List<Finding> findings = new ArrayList<>();
        fleets.stream()
                .filter(fleet -> !fleet.isOurs())
                .forEach(other -> findings.add(RedisTopic.FLEET.problem(
                        "Instances " + other.instances() + " have " + other.partitions()
                                + " partitions, and this one has another number",
                        "Set freshet.partitions to the same on all instances, and restart those that differ")));
        fleets.stream().filter(Fleet::isOurs).forEach(ours -> findings.add(ours(ours, tier.leaseMillis())));
        return findings.isEmpty()
                ? List.of(RedisTopic.FLEET.note(
                        "No instance is known to hold a lease, this one included",
                        "Wait a second and ask again; if it stays so, see the finding of the lease"))
                : findings;
    }

    /** The lease that an instance asks for follows from its bound. */
    private static Finding ours(Fleet ours, long own) {
        String found = ours.instances().size() + " instances hold leases: " + ours.instances();
        return own > 0 && ours.longestLeaseMillis() > own
                ? RedisTopic.FLEET.warning(
                        found + "; one asks, or has asked, for leases of " + ours.longestLeaseMillis()
                                + " ms, this one for " + own + ": their freshet.bound differs",
                        "Set freshet.bound to the same on all instances; what was asked for is forgotten with the next lineage")
                : RedisTopic.FLEET.ok(found);
    }
}
