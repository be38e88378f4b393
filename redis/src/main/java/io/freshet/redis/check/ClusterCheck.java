package io.freshet.redis.check;

import io.freshet.check.Finding;

import java.util.List;
import java.util.Map;

/** Whether every slot of a cluster is served. */
final class ClusterCheck {

    private static final int SLOTS = 16_384;
    private static final String REMEDY =
            "Look at CLUSTER NODES: bring the masters back, or have their slots served by others";

    private ClusterCheck() {}

    static List<Finding> of(AskedTier tier) {
        if (!tier.isCluster()) {
            return List.of();
        }
        try {
            return List.of(of(tier.clusterInfo()));
        } catch (RefusedException e) {
            return List.of(RedisTopic.CLUSTER.unknown(
                    String.valueOf(e.getMessage()), "Allow the user +cluster|info, or look at the server's console"));
        }
    }

    private static Finding of(Map<String, String> info) {
        String state = info.getOrDefault("cluster_state", "not told");
        long assigned = Fields.number(info, "cluster_slots_assigned", 0);
        long failing = Fields.number(info, "cluster_slots_pfail", 0);
        long failed = Fields.number(info, "cluster_slots_fail", 0);
        String found = "State " + state + ", " + info.getOrDefault("cluster_size", "?") + " masters with slots among "
                + info.getOrDefault("cluster_known_nodes", "?") + " nodes";
        if (!state.equals("ok") || assigned < SLOTS || failed > 0) {
            return RedisTopic.CLUSTER.problem(
                    found + ", " + (SLOTS - assigned) + " slots that nobody has, " + failed + " whose master is down",
                    REMEDY);
        }
        return failing > 0
                ? RedisTopic.CLUSTER.warning(found + ", " + failing + " slots whose master may be down", REMEDY)
                : RedisTopic.CLUSTER.ok(found + ", all slots served");
    }
}
