package io.freshet.redis.check;

import io.freshet.check.Check;

import java.time.InstantSource;
import java.util.List;

/** All checks of the shared tier. */
public final class RedisChecks {

    private RedisChecks() {}

    /**
     * The checks of a tier.
     *
     * @param clock the application's
     */
    public static List<Check> of(AskedTier tier, InstantSource clock) {
        return List.of(
                new ServerCheck(RedisTopic.VERSION, tier, VersionCheck::of),
                new ServerCheck(RedisTopic.ROUND_TRIP, tier, RoundTripCheck::of),
                new ServerCheck(RedisTopic.MEMORY, tier, MemoryCheck::of),
                new ServerCheck(RedisTopic.PERSISTENCE, tier, PersistenceCheck::of),
                new ServerCheck(RedisTopic.REPLICATION, tier, ReplicationCheck::of),
                new ServerCheck(RedisTopic.BUFFERS, tier, BuffersCheck::of),
                new ServerCheck(RedisTopic.RIGHTS, tier, RightsCheck::of),
                new ServerCheck(RedisTopic.CLOCK, tier, new ClockCheck(clock)::of),
                Check.of(RedisTopic.CLUSTER, () -> ClusterCheck.of(tier)),
                Check.of(RedisTopic.SENTINEL, () -> SentinelCheck.of(tier)),
                Check.of(RedisTopic.FLEET, () -> FleetCheck.of(tier)));
    }
}
