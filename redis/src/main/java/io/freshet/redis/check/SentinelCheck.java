package io.freshet.redis.check;

import io.freshet.check.Finding;
import io.freshet.redis.check.AskedTier.SentinelView;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether enough sentinels answer, and name the same master. */
final class SentinelCheck {

    private SentinelCheck() {}

    static List<Finding> of(AskedTier tier) {
        List<SentinelView> views = tier.sentinels();
        if (views.isEmpty()) {
            return List.of();
        }
        List<SentinelView> answered =
                views.stream().filter(view -> view.failure().isEmpty()).toList();
        if (answered.isEmpty()) {
            return List.of(RedisTopic.SENTINEL.problem(
                    "No sentinel tells who is master: " + failures(views),
                    "Bring the sentinels back, or correct spring.data.redis.sentinel"));
        }
        return List.of(of(views, answered));
    }

    private static Finding of(List<SentinelView> views, List<SentinelView> answered) {
        Map<String, String> first = answered.get(0).master();
        Set<String> masters = answered.stream()
                .map(view -> view.master().get("ip") + ":" + view.master().get("port"))
                .collect(Collectors.toSet());
        if (masters.size() > 1) {
            return RedisTopic.SENTINEL.warning(
                    "The sentinels name different masters: " + masters,
                    "Wait if a failover is on its way; else look whether sentinels of two deployments are named");
        }
        if (first.getOrDefault("flags", "").contains("down")) {
            return RedisTopic.SENTINEL.problem(
                    "The sentinels hold the master for down: " + first.get("flags"),
                    "Look at the master " + masters + " and at the sentinels' logs");
        }
        long quorum = Fields.number(first, "quorum", 1);
        long others = Fields.number(first, "num-other-sentinels", 0);
        String found = answered.size() + " of " + views.size() + " named sentinels answer, each knows " + others
                + " others, " + quorum + " must agree; " + first.getOrDefault("num-slaves", "0") + " replicas";
        if (others + 1 < Math.max(quorum, 2)) {
            return RedisTopic.SENTINEL.warning(
                    found + ": too few to fail over", "Run three sentinels, on three machines");
        }
        if (answered.size() < views.size()) {
            return RedisTopic.SENTINEL.warning(
                    found + "; " + failures(views), "Bring the sentinels back, or correct spring.data.redis.sentinel");
        }
        return Fields.number(first, "num-slaves", 0) == 0
                ? RedisTopic.SENTINEL.warning(found + ": there is nobody to take the master's place", "Add a replica")
                : RedisTopic.SENTINEL.ok(found);
    }

    private static String failures(List<SentinelView> views) {
        return views.stream()
                .filter(view -> !view.failure().isEmpty())
                .map(view -> view.sentinel() + ": " + view.failure())
                .collect(Collectors.joining("; "));
    }
}
