package io.freshet.bench.groups;

import io.freshet.bench.backend.RedisSocket;
import io.freshet.bench.groups.GroupCache.Group;
import io.freshet.bench.system.Servers;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * One system: two instances, of which one invalidates and both read. What the loader returns is raised before each
 * invalidation, so that a read tells an old value from a new one.
 */
final class GroupsRun implements AutoCloseable {
    private static final int WARM_UP = 10;
    private static final long QUIET_NANOS = 1_000_000_000;
    private static final long LEFT_ALONE = 0;
    private static final long LOST = -1;
    private static final Duration FILL_LIMIT = Duration.ofMinutes(1);
    private static final long PAUSE_NANOS = 10_000_000;

    private final GroupsSettings settings;
    private final GroupCache one;
    private final GroupCache other;
    private final RedisSocket redis;
    private final StallProbe probe;
    private long generation = 1;

    GroupsRun(Approach approach, GroupsSettings settings, Servers servers) throws IOException {
        this.settings = settings;
        one = approach.open(servers, "one");
        other = approach.open(servers, "other");
        redis = RedisSocket.connect(servers.redisPort());
        probe = StallProbe.start(servers.redisPort());
    }

    GroupsResult measure(String name) throws IOException {
        fill();
        for (int i = 0; i < WARM_UP; i++) {
            invalidate();
            fill(); // the first call of a cold JVM may take so long that a cache distrusts itself for a while
        }
        Filler filler = new Filler(redis);
        List<GroupsResult.Row> rows = new ArrayList<>();
        for (int keys : settings.keys()) {
            filler.fillUpTo(keys);
            rows.add(row(keys));
        }
        return GroupsResult.of(name, rows);
    }

    private GroupsResult.Row row(int keys) {
        long quiet = probe.watch(() -> LockSupport.parkNanos(QUIET_NANOS));
        long[] nanos = new long[settings.repetitions()];
        long stall = 0;
        long wrong = 0;
        for (int i = 0; i < nanos.length; i++) {
            int call = i;
            stall = Math.max(stall, probe.watch(() -> nanos[call] = invalidate()));
            wrong += wrongReads();
        }
        return GroupsResult.Row.of(keys, nanos, stall, quiet, wrong);
    }

    private long invalidate() {
        generation++;
        long start = System.nanoTime();
        one.invalidate(Group.INVALIDATED);
        return System.nanoTime() - start;
    }

    /** Reads until both instances hold everything: a system may cache nothing until it has found its peers. */
    private void fill() {
        long start = System.nanoTime();
        while (loads(one) + loads(other) > 0) {
            if (System.nanoTime() - start > FILL_LIMIT.toNanos()) {
                throw new IllegalStateException("After " + FILL_LIMIT + " reads still need loaders");
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private long loads(GroupCache cache) {
        LongAdder loads = new LongAdder();
        for (Group group : Group.values()) {
            for (int entry = 0; entry < group.entries(); entry++) {
                cache.get(group, entry, () -> {
                    loads.increment();
                    return group == Group.OTHER ? LEFT_ALONE : generation;
                });
            }
        }
        return loads.sum();
    }

    /** Reads both groups on both instances, which fills the one that was invalidated again. */
    private long wrongReads() {
        return wrongReads(other, Group.INVALIDATED, generation, generation)
                + wrongReads(one, Group.INVALIDATED, generation, generation)
                + wrongReads(other, Group.OTHER, LEFT_ALONE, LOST)
                + wrongReads(one, Group.OTHER, LEFT_ALONE, LOST);
    }

    private static long wrongReads(GroupCache cache, Group group, long right, long loaded) {
        long wrong = 0;
        for (int entry = 0; entry < group.entries(); entry++) {
            if (cache.get(group, entry, () -> loaded) != right) {
                wrong++;
            }
        }
        return wrong;
    }

    @Override
    public void close() throws IOException {
        probe.close();
        redis.close();
        one.close();
        other.close();
    }
}
