package io.freshet.redis.check;

import io.freshet.check.Finding;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whether a server is a master that may be written to, and how its replicas follow. */
final class ReplicationCheck {

    private static final long LATE_SECONDS = 10;

    private ReplicationCheck() {}

    static Finding of(AskedServer server) {
        Map<String, String> info = server.info("replication");
        String role = info.getOrDefault("role", "");
        if (role.equals("slave")) {
            return RedisTopic.REPLICATION.problem(
                    "The address leads to a replica of " + info.getOrDefault("master_host", "?") + ":"
                            + info.getOrDefault("master_port", "?") + ", which cannot be written to",
                    "Name the master, or Sentinel, or the nodes of the cluster, under spring.data.redis");
        }
        if (!role.equals("master")) {
            return RedisTopic.REPLICATION.unknown(
                    "INFO replication of the server does not tell its role", "Look at its console");
        }
        return master(info, needed(server));
    }

    /** Null if the server does not say. */
    private static @Nullable Long needed(AskedServer server) {
        try {
            return Fields.number(Map.of("n", server.config("min-replicas-to-write")), "n", 0);
        } catch (RefusedException e) {
            return null;
        }
    }

    private static Finding master(Map<String, String> info, @Nullable Long needed) {
        long replicas = Fields.number(info, "connected_slaves", 0);
        long good = Fields.number(info, "min_slaves_good_slaves", replicas);
        List<String> late = late(info, replicas);
        if (needed != null && needed > good) {
            return RedisTopic.REPLICATION.problem(
                    "A master that refuses writes: min-replicas-to-write is " + needed + ", and " + good
                            + " replicas follow closely",
                    "Bring replicas back, or set min-replicas-to-write to as many as there are");
        }
        if (!late.isEmpty()) {
            return RedisTopic.REPLICATION.warning(
                    "A master whose replicas do not follow closely: " + String.join(", ", late)
                            + "; a failover to them loses what they lack",
                    "Look at the replicas and the network; what is lost is invalidated again from the outbox, and from nowhere where there is none");
        }
        String wait =
                needed == null || needed == 0 ? "" : ", " + needed + " of which must follow before it takes writes";
        return RedisTopic.REPLICATION.ok(
                replicas == 0 ? "A master without replicas" : "A master with " + replicas + " replicas" + wait);
    }

    private static List<String> late(Map<String, String> info, long replicas) {
        List<String> late = new ArrayList<>();
        for (int i = 0; i < replicas; i++) {
            Map<String, String> replica = Fields.of(
                    info.getOrDefault("slave" + i, "").replace('=', ':').replace(',', '\n'));
            String state = replica.getOrDefault("state", "online");
            long lag = Fields.number(replica, "lag", 0);
            if (!state.equals("online") || lag >= LATE_SECONDS) {
                late.add(replica.getOrDefault("ip", "?") + ":" + replica.getOrDefault("port", "?") + " (" + state
                        + ", heard of " + lag + " s ago)");
            }
        }
        return late;
    }
}
