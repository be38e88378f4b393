package io.freshet.redis.check;

import io.freshet.check.Finding;

import java.util.Map;

/**
 * How much a server may hold, and what it does when that is reached. Entries and claims expire, the keys of the sequence do not: policies
 * that throw away only what expires ({@code volatile-*}) leave the sequence alone.
 */
final class MemoryCheck {

    private static final double NEAR = 0.9;
    private static final double MUCH_OF_THE_MACHINE = 0.75;
    private static final String LIMITED =
            "Set maxmemory below what the machine can spare, and maxmemory-policy to volatile-lru"
                    + " or volatile-ttl: then entries make room for each other, and the sequence of invalidations stays";

    private final Map<String, String> info;
    private final long used;
    private final long limit;
    private final String policy;

    private MemoryCheck(Map<String, String> info) {
        this.info = info;
        this.used = Fields.number(info, "used_memory", -1);
        this.limit = Fields.number(info, "maxmemory", -1);
        this.policy = info.getOrDefault("maxmemory_policy", "");
    }

    static Finding of(AskedServer server) {
        MemoryCheck check = new MemoryCheck(server.info("memory"));
        if (check.used < 0 || check.limit < 0 || check.policy.isEmpty()) {
            return RedisTopic.MEMORY.unknown(
                    "INFO memory of the server does not tell maxmemory, maxmemory_policy and used_memory",
                    "Look at its console; maxmemory-policy should be volatile-lru or volatile-ttl");
        }
        return check.limit == 0 ? check.unlimited() : check.limited();
    }

    private Finding unlimited() {
        long machine = Fields.number(info, "total_system_memory", 0);
        String found = "No limit (maxmemory 0), " + Fields.size(used) + " used"
                + (machine > 0 ? " of the machine's " + Fields.size(machine) : "");
        return machine > 0 && used > machine * MUCH_OF_THE_MACHINE
                ? RedisTopic.MEMORY.warning(found + ": the operating system may end it", LIMITED)
                : RedisTopic.MEMORY.note(found + ": it grows until entries expire", LIMITED);
    }

    private Finding limited() {
        String found = policy + ", " + Fields.size(used) + " of " + Fields.size(limit) + " used";
        boolean isNear = used >= limit * NEAR;
        if (policy.startsWith("volatile-")) {
            return RedisTopic.MEMORY.ok(isNear ? found + "; entries make room for each other" : found);
        }
        if (policy.startsWith("allkeys-")) {
            return isNear
                    ? RedisTopic.MEMORY.problem(
                            found
                                    + ": the sequence of invalidations is being evicted; each time every older entry is worthless, and loaders answer until it is certified anew",
                            LIMITED)
                    : RedisTopic.MEMORY.warning(
                            found
                                    + ": when it is full the sequence of invalidations may be evicted, and every older entry with it is worthless",
                            LIMITED);
        }
        return isNear
                ? RedisTopic.MEMORY.problem(
                        found
                                + ": writes are refused when it is full, invalidations among them, which then wait in the outbox"
                                + " while every instance serves from its source or its own L1",
                        LIMITED)
                : RedisTopic.MEMORY.warning(
                        found + ": when it is full it refuses writes, invalidations among them", LIMITED);
    }
}
